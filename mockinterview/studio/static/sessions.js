/*! Made by `npm run build`; do not edit.
sources: sha256 9858b8d26c39573f6946ae52b7c2fc31270c6bc1d9013818fa1e3134fce61a77
contains lit-html 3.3.3, used under the BSD-3-Clause License:

BSD 3-Clause License

Copyright (c) 2017 Google LLC. All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this
   list of conditions and the following disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice,
   this list of conditions and the following disclaimer in the documentation
   and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its
   contributors may be used to endorse or promote products derived from
   this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
var W=globalThis,Z=e=>e,L=W.trustedTypes,ee=L?L.createPolicy("lit-html",{createHTML:e=>e}):void 0,re="$lit$",_=`lit$${Math.random().toFixed(9).slice(2)}$`,ae="?"+_,Ne=`<${ae}>`,y=document,O=()=>y.createComment(""),T=e=>e===null||typeof e!="object"&&typeof e!="function",F=Array.isArray,Ee=e=>F(e)||typeof e?.[Symbol.iterator]=="function",B=`[ 	
\f\r]`,E=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,te=/-->/g,ne=/>/g,A=RegExp(`>|${B}(?:([^\\s"'>=/]+)(${B}*=${B}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),se=/'/g,ie=/"/g,le=/^(?:script|style|textarea|title)$/i,J=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),u=J(1),st=J(2),it=J(3),k=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),oe=new WeakMap,b=y.createTreeWalker(y,129);function ce(e,t){if(!F(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return ee!==void 0?ee.createHTML(t):t}var Oe=(e,t)=>{let n=e.length-1,s=[],i,r=t===2?"<svg>":t===3?"<math>":"",c=E;for(let $=0;$<n;$++){let l=e[$],p,f,h=-1,g=0;for(;g<l.length&&(c.lastIndex=g,f=c.exec(l),f!==null);)g=c.lastIndex,c===E?f[1]==="!--"?c=te:f[1]!==void 0?c=ne:f[2]!==void 0?(le.test(f[2])&&(i=RegExp("</"+f[2],"g")),c=A):f[3]!==void 0&&(c=A):c===A?f[0]===">"?(c=i??E,h=-1):f[1]===void 0?h=-2:(h=c.lastIndex-f[2].length,p=f[1],c=f[3]===void 0?A:f[3]==='"'?ie:se):c===ie||c===se?c=A:c===te||c===ne?c=E:(c=A,i=void 0);let m=c===A&&e[$+1].startsWith("/>")?" ":"";r+=c===E?l+Ne:h>=0?(s.push(p),l.slice(0,h)+re+l.slice(h)+_+m):l+_+(h===-2?$:m)}return[ce(e,r+(e[n]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},H=class e{constructor({strings:t,_$litType$:n},s){let i;this.parts=[];let r=0,c=0,$=t.length-1,l=this.parts,[p,f]=Oe(t,n);if(this.el=e.createElement(p,s),b.currentNode=this.el.content,n===2||n===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(i=b.nextNode())!==null&&l.length<$;){if(i.nodeType===1){if(i.hasAttributes())for(let h of i.getAttributeNames())if(h.endsWith(re)){let g=f[c++],m=i.getAttribute(h).split(_),q=/([.?@])?(.*)/.exec(g);l.push({type:1,index:r,name:q[2],strings:m,ctor:q[1]==="."?U:q[1]==="?"?D:q[1]==="@"?R:S}),i.removeAttribute(h)}else h.startsWith(_)&&(l.push({type:6,index:r}),i.removeAttribute(h));if(le.test(i.tagName)){let h=i.textContent.split(_),g=h.length-1;if(g>0){i.textContent=L?L.emptyScript:"";for(let m=0;m<g;m++)i.append(h[m],O()),b.nextNode(),l.push({type:2,index:++r});i.append(h[g],O())}}}else if(i.nodeType===8)if(i.data===ae)l.push({type:2,index:r});else{let h=-1;for(;(h=i.data.indexOf(_,h+1))!==-1;)l.push({type:7,index:r}),h+=_.length-1}r++}}static createElement(t,n){let s=y.createElement("template");return s.innerHTML=t,s}};function x(e,t,n=e,s){if(t===k)return t;let i=s!==void 0?n._$Co?.[s]:n._$Cl,r=T(t)?void 0:t._$litDirective$;return i?.constructor!==r&&(i?._$AO?.(!1),r===void 0?i=void 0:(i=new r(e),i._$AT(e,n,s)),s!==void 0?(n._$Co??=[])[s]=i:n._$Cl=i),i!==void 0&&(t=x(e,i._$AS(e,t.values),i,s)),t}var P=class{constructor(t,n){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:n},parts:s}=this._$AD,i=(t?.creationScope??y).importNode(n,!0);b.currentNode=i;let r=b.nextNode(),c=0,$=0,l=s[0];for(;l!==void 0;){if(c===l.index){let p;l.type===2?p=new M(r,r.nextSibling,this,t):l.type===1?p=new l.ctor(r,l.name,l.strings,this,t):l.type===6&&(p=new V(r,this,t)),this._$AV.push(p),l=s[++$]}c!==l?.index&&(r=b.nextNode(),c++)}return b.currentNode=y,i}p(t){let n=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,n),n+=s.strings.length-2):s._$AI(t[n])),n++}},M=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,n,s,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=t,this._$AB=n,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,n=this._$AM;return n!==void 0&&t?.nodeType===11&&(t=n.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,n=this){t=x(this,t,n),T(t)?t===d||t==null||t===""?(this._$AH!==d&&this._$AR(),this._$AH=d):t!==this._$AH&&t!==k&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Ee(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==d&&T(this._$AH)?this._$AA.nextSibling.data=t:this.T(y.createTextNode(t)),this._$AH=t}$(t){let{values:n,_$litType$:s}=t,i=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=H.createElement(ce(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(n);else{let r=new P(i,this),c=r.u(this.options);r.p(n),this.T(c),this._$AH=r}}_$AC(t){let n=oe.get(t.strings);return n===void 0&&oe.set(t.strings,n=new H(t)),n}k(t){F(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,s,i=0;for(let r of t)i===n.length?n.push(s=new e(this.O(O()),this.O(O()),this,this.options)):s=n[i],s._$AI(r),i++;i<n.length&&(this._$AR(s&&s._$AB.nextSibling,i),n.length=i)}_$AR(t=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);t!==this._$AB;){let s=Z(t).nextSibling;Z(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},S=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,n,s,i,r){this.type=1,this._$AH=d,this._$AN=void 0,this.element=t,this.name=n,this._$AM=i,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=d}_$AI(t,n=this,s,i){let r=this.strings,c=!1;if(r===void 0)t=x(this,t,n,0),c=!T(t)||t!==this._$AH&&t!==k,c&&(this._$AH=t);else{let $=t,l,p;for(t=r[0],l=0;l<r.length-1;l++)p=x(this,$[s+l],n,l),p===k&&(p=this._$AH[l]),c||=!T(p)||p!==this._$AH[l],p===d?t=d:t!==d&&(t+=(p??"")+r[l+1]),this._$AH[l]=p}c&&!i&&this.j(t)}j(t){t===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},U=class extends S{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===d?void 0:t}},D=class extends S{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==d)}},R=class extends S{constructor(t,n,s,i,r){super(t,n,s,i,r),this.type=5}_$AI(t,n=this){if((t=x(this,t,n,0)??d)===k)return;let s=this._$AH,i=t===d&&s!==d||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,r=t!==d&&(s===d||i);i&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},V=class{constructor(t,n,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=n,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){x(this,t)}};var Te=W.litHtmlPolyfillSupport;Te?.(H,M),(W.litHtmlVersions??=[]).push("3.3.3");var de=(e,t,n)=>{let s=n?.renderBefore??t,i=s._$litPart$;if(i===void 0){let r=n?.renderBefore??null;s._$litPart$=i=new M(t.insertBefore(O(),r),r,void 0,n??{})}return i._$AI(e),i};var{texts:ke,given:He}=document.body.dataset,Me=JSON.parse(ke),rt=JSON.parse(He);function a(e,t={}){let n=e.split(".").reduce((s,i)=>s[i],Me);return typeof n=="object"&&(n=t.n===1?n.one:n.other),n.replaceAll(/\{(\w+)\}/g,(s,i)=>t[i])}var ue=[250,500,1e3,2e3],z=8,Ie=1001,he=1013;function Ce(){let e=sessionStorage.getItem("tab");return e||(e=crypto.randomUUID(),sessionStorage.setItem("tab",e)),e}function pe({view:e="other",onMessage:t=()=>{},onState:n=()=>{}}){let s=null,i=0,r=!1;function c(){let $=new URLSearchParams({tab:Ce(),view:e});s=new WebSocket(`ws://${location.host}/live?${$}`),s.addEventListener("open",()=>n("open")),s.addEventListener("message",l=>{i=0,t(JSON.parse(l.data))}),s.addEventListener("close",l=>{r||(i=[Ie,he].includes(l.code)?z+1:i+1,n(i>z?"gone":"broken",l.code===he?l.reason:""),i<=z&&setTimeout(c,ue[Math.min(i-1,ue.length-1)]))})}return addEventListener("pagehide",()=>{r=!0,s.close()}),addEventListener("pageshow",$=>$.persisted&&location.reload()),c(),{send($){s.readyState===WebSocket.OPEN&&s.send(JSON.stringify($))}}}var $e=document.querySelector("[data-running]"),K=document.querySelector("[data-gone]");pe({onMessage(e){$e&&e.type==="stage"&&($e.hidden=["idle","ended","failed"].includes(e.stage.phase))},onState(e,t){K&&(K.hidden=e!=="gone",t&&(K.textContent=t))}});var qe=500,fe={headers:{Accept:"application/json"}};async function ge(e){let t=`/sessions/${encodeURIComponent(e)}/write-down`;try{let n=await fetch(t,{...fe,method:"POST"}),s=await n.json();return n.ok?s:{problem:s.problem??a("writing.failed")}}catch{return{problem:a("writing.failed")}}}async function me(e){for(;;){await new Promise(n=>setTimeout(n,qe));let t;try{let n=await fetch("/writing.json",fe);if(!n.ok)continue;t=await n.json()}catch{continue}if(await e(t),!t.running)return}}var G=e=>e.number?a("writing.at",e):a("writing.ready");function Q({came:e,problem:t}){let n=[];return e.written&&n.push(a("writing.done",{n:e.written})),e.unreadable&&n.push(a("writing.unreadable",{n:e.unreadable})),t&&n.push(t),n.join(" ")}var _e=e=>u`<div class="writing">
  <p>${G(e)}</p>
  <progress max="1" .value=${e.share} aria-label=${a("writing.bar")}></progress>
</div>`;var be=40,ye=200,Ae=3,Le=["zip","markdown","csv","json"],je={headers:{Accept:"application/json"}},X=document.querySelector("[data-after]"),I=document.querySelector("[data-ask]"),o={rows:[],aside:[],here:!1,wanted:"",most:be,said:"",problem:"",writing:{}},ve=e=>e.normalize("NFKD").replaceAll(/\p{M}/gu,"").toLowerCase();function Be(){let e=ve(o.wanted).split(/\s+/).filter(Boolean);return e.length?o.rows.filter(t=>e.every(n=>t.text.includes(n))):o.rows}async function we(){let e=await j("/sessions.json");e&&(o.rows=e.rows.map(t=>({...t,text:ve([t.when,t.id,...t.questions].join(" "))})),o.aside=e.aside,o.here=e.running_here,o.writing=e.writing.running||e.writing.problem?e.writing:{})}async function j(e,t={}){o.problem="";try{let n=await fetch(e,{...je,...t}),s=await n.json();if(n.ok)return s;o.problem=s.problem??a("failed")}catch{o.problem=a("failed")}}var v=e=>e.when||e.id;function Pe(e){I.querySelector("[data-which]").textContent=v(e),I.returnValue="",I.onclose=()=>{I.returnValue==="delete"&&Ue(e)},I.showModal()}async function Ue(e){await j(C(e),{method:"DELETE"})&&(e.gone=!0,o.aside=[e,...o.aside],o.said=a("gone",{when:v(e)})),w(),Y(e)}async function De(e){await j(`${C(e)}/bring-back`,{method:"POST"})&&(o.said=a("back",{when:v(e)}),await we()),w(),Y(e)}async function Re(e){let t=await ge(e.id);o.problem=t.session?"":t.problem,t.session&&(o.writing=t),w(),Y(e),t.session&&await xe()}async function xe(){await me(async e=>{o.writing=e,o.said=e.running?G(e):Q(e),e.running||await Ve(e.session),w()})}async function Ve(e){let t=o.rows.filter(i=>i.gone),n=await j("/sessions.json");if(!n)return;let s=n.rows.find(i=>i.id===e);o.rows=o.rows.map(i=>i.id===e&&s&&!t.includes(i)?{...i,...s}:i)}function Y(e){(X.querySelector("[data-problem]")??document.getElementById(`row-${e.id}`))?.focus()}var C=e=>`/sessions/${encodeURIComponent(e.id)}`;function We(e){if(e.state==="broken")return"";let t=e.minutes<1?a("seconds"):a("minutes",{n:Math.round(e.minutes)});return[a("questions",{n:e.count}),t,...e.candidate?[a("candidate")]:[]].join(" · ")}function Fe(e){return e.state==="cut off"?u`<p class="state">${a("cut_off")}</p>`:e.state==="broken"?u`<p class="state">${a("broken",{problem:e.problem})}</p>`:e.state!=="running"?d:u`<p class="state">${a(o.here?"running_here":"running_elsewhere")}</p>`}function Je(e){let t=o.writing.session===e.id;if(t&&o.writing.running)return _e(o.writing);let n=t?Q(o.writing):"",s=e.untranscribed?a("untranscribed",{n:e.untranscribed}):"";return u`${n?u`<p class="state">${n}</p>`:d}
  ${s&&!(t&&o.writing.came.unreadable)?u`<p class="state">${s}</p>`:d}`}function ze(e){let t=e.questions.length-Ae;return u`<ul class="asked">
    ${e.questions.slice(0,Ae).map(n=>u`<li dir="auto">${n}</li>`)}
    ${t>0?u`<li class="small">${a("more_questions",{n:t})}</li>`:d}
  </ul>`}var N=(e,t)=>a("of",{what:a(t),when:v(e)});function Ke(e){return u`<details class="menu" name="menu" @keydown=${Ge}>
    <summary class="quiet" aria-label=${N(e,"export")}>${a("export")}</summary>
    <ul>
      ${Le.map(t=>u`<li><a href="${C(e)}/export/${t}">${a(`kinds.${t}`)}</a></li>`)}
    </ul>
  </details>`}function Ge(e){e.key==="Escape"&&(e.currentTarget.open=!1,e.currentTarget.querySelector("summary").focus())}function Qe(e){if(e.state==="running")return o.here?u`<div class="actions"><a class="button main" href="/rehearsal">${a("go_there")}</a></div>`:d;let t=u`<button class="quiet" aria-label=${N(e,"delete")} @click=${()=>Pe(e)}>
    ${a("delete")}
  </button>`;if(e.state==="broken")return u`<div class="actions">${t}</div>`;let n=o.writing.running&&o.writing.session===e.id,s=u`<button ?disabled=${n} aria-label=${N(e,"write_down")} @click=${()=>Re(e)}>
    ${a("write_down")}
  </button>`,i=`/?again=${encodeURIComponent(e.id)}`;return u`<div class="actions">
    <a class="button hear" href=${C(e)} aria-label=${N(e,"hear")}>
      <span class="icon play" aria-hidden="true"></span>${a("hear")}
    </a>
    ${e.untranscribed?s:d}
    ${e.count?u`<a class="quiet" href=${i} aria-label=${N(e,"again")}>${a("again")}</a>`:d}
    ${Ke(e)} ${n?d:t}
  </div>`}function Xe(e){if(e.gone)return Se(e,`row-${e.id}`);let n=["complete","cut off"].includes(e.state)?u`<a id="row-${e.id}" href=${C(e)}>${v(e)}</a>`:u`<span id="row-${e.id}" tabindex="-1">${v(e)}</span>`;return u`<li class="rehearsal ${e.state.replace(" ","-")}">
    <h2>${n}</h2>
    ${e.state==="broken"?d:u`<p class="facts">${We(e)}</p>`}
    ${e.questions.length?ze(e):d} ${Fe(e)}
    ${Je(e)}
    ${Qe(e)}
  </li>`}function Se(e,t){return u`<li class="rehearsal gone">
    <span>${a("gone",{when:v(e)})}</span>
    <button id=${t??d} aria-label=${N(e,"bring_back")} @click=${()=>De(e)}>
      ${a("bring_back")}
    </button>
  </li>`}function Ye(){let e=o.aside.filter(t=>!t.gone);return e.length?u`<section class="aside" aria-labelledby="aside">
    <h2 id="aside">${a("aside")}</h2>
    <p class="small">${a("aside_text")}</p>
    <ul class="rehearsals">
      ${e.map(t=>Se(t))}
    </ul>
  </section>`:d}function Ze(e){let t=r=>r.filter(c=>!c.gone).length,[n,s]=[t(e),t(o.rows)],i=o.wanted.trim()?a("found",{n,all:s}):a("shown",{n:s});return u`<div class="search field">
    <label for="search">${a("search")}</label>
    <input id="search" type="search" autocomplete="off" aria-describedby="searched" .value=${o.wanted} @input=${et} />
    <p class="hint" id="searched">${a("searched")}</p>
    <p class="count" role="status">${e.length||!o.wanted?i:a("not_found")}</p>
  </div>`}function et(e){o.wanted=e.target.value,o.most=be,w()}function tt(e){o.most+=ye,w(),document.getElementById(`row-${e.id}`)?.focus()}function nt(e){let t=e.length-o.most;if(t<=0)return d;let n=e[o.most];return u`<p><button class="more" @click=${()=>tt(n)}>${a("more",{n:Math.min(t,ye)})}</button></p>`}function w(){let e=Be(),t=o.rows.length?u`${Ze(e)}
        <ul class="rehearsals">
          ${e.slice(0,o.most).map(Xe)}
        </ul>
        ${nt(e)}`:u`<p class="lead">${a("none")}</p>
        <p><a class="button main big" href="/">${a("rehearse")}</a></p>`,n=u`<p class="note problem" role="alert" tabindex="-1" data-problem>${o.problem}</p>`;de(u`<p class="unseen" role="status">${o.said}</p>
      ${o.problem?n:d} ${o.rows.length||!o.problem?t:d} ${Ye()}`,X)}document.addEventListener("click",e=>{for(let t of document.querySelectorAll(".menu[open]"))t.contains(e.target)||(t.open=!1)});await we();X.replaceChildren();w();o.writing.running&&await xe();
/*! Bundled license information:

lit-html/lit-html.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
