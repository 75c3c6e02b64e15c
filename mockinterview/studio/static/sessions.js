/*! Made by `npm run build`; do not edit.
sources: sha256 612a567aab0182263d54050f49456bd8d21fcd3ef12283c9f3b75eb3e17ab625
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
var W=globalThis,Z=e=>e,L=W.trustedTypes,Y=L?L.createPolicy("lit-html",{createHTML:e=>e}):void 0,oe="$lit$",_=`lit$${Math.random().toFixed(9).slice(2)}$`,re="?"+_,Se=`<${re}>`,y=document,T=()=>y.createComment(""),O=e=>e===null||typeof e!="object"&&typeof e!="function",F=Array.isArray,Ne=e=>F(e)||typeof e?.[Symbol.iterator]=="function",B=`[ 	
\f\r]`,E=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ee=/-->/g,te=/>/g,A=RegExp(`>|${B}(?:([^\\s"'>=/]+)(${B}*=${B}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ne=/'/g,se=/"/g,ae=/^(?:script|style|textarea|title)$/i,J=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),h=J(1),nt=J(2),st=J(3),k=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),ie=new WeakMap,b=y.createTreeWalker(y,129);function le(e,t){if(!F(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return Y!==void 0?Y.createHTML(t):t}var Ee=(e,t)=>{let n=e.length-1,s=[],i,r=t===2?"<svg>":t===3?"<math>":"",l=E;for(let $=0;$<n;$++){let c=e[$],p,f,u=-1,g=0;for(;g<c.length&&(l.lastIndex=g,f=l.exec(c),f!==null);)g=l.lastIndex,l===E?f[1]==="!--"?l=ee:f[1]!==void 0?l=te:f[2]!==void 0?(ae.test(f[2])&&(i=RegExp("</"+f[2],"g")),l=A):f[3]!==void 0&&(l=A):l===A?f[0]===">"?(l=i??E,u=-1):f[1]===void 0?u=-2:(u=l.lastIndex-f[2].length,p=f[1],l=f[3]===void 0?A:f[3]==='"'?se:ne):l===se||l===ne?l=A:l===ee||l===te?l=E:(l=A,i=void 0);let m=l===A&&e[$+1].startsWith("/>")?" ":"";r+=l===E?c+Se:u>=0?(s.push(p),c.slice(0,u)+oe+c.slice(u)+_+m):c+_+(u===-2?$:m)}return[le(e,r+(e[n]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},H=class e{constructor({strings:t,_$litType$:n},s){let i;this.parts=[];let r=0,l=0,$=t.length-1,c=this.parts,[p,f]=Ee(t,n);if(this.el=e.createElement(p,s),b.currentNode=this.el.content,n===2||n===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(i=b.nextNode())!==null&&c.length<$;){if(i.nodeType===1){if(i.hasAttributes())for(let u of i.getAttributeNames())if(u.endsWith(oe)){let g=f[l++],m=i.getAttribute(u).split(_),q=/([.?@])?(.*)/.exec(g);c.push({type:1,index:r,name:q[2],strings:m,ctor:q[1]==="."?U:q[1]==="?"?D:q[1]==="@"?R:S}),i.removeAttribute(u)}else u.startsWith(_)&&(c.push({type:6,index:r}),i.removeAttribute(u));if(ae.test(i.tagName)){let u=i.textContent.split(_),g=u.length-1;if(g>0){i.textContent=L?L.emptyScript:"";for(let m=0;m<g;m++)i.append(u[m],T()),b.nextNode(),c.push({type:2,index:++r});i.append(u[g],T())}}}else if(i.nodeType===8)if(i.data===re)c.push({type:2,index:r});else{let u=-1;for(;(u=i.data.indexOf(_,u+1))!==-1;)c.push({type:7,index:r}),u+=_.length-1}r++}}static createElement(t,n){let s=y.createElement("template");return s.innerHTML=t,s}};function x(e,t,n=e,s){if(t===k)return t;let i=s!==void 0?n._$Co?.[s]:n._$Cl,r=O(t)?void 0:t._$litDirective$;return i?.constructor!==r&&(i?._$AO?.(!1),r===void 0?i=void 0:(i=new r(e),i._$AT(e,n,s)),s!==void 0?(n._$Co??=[])[s]=i:n._$Cl=i),i!==void 0&&(t=x(e,i._$AS(e,t.values),i,s)),t}var P=class{constructor(t,n){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:n},parts:s}=this._$AD,i=(t?.creationScope??y).importNode(n,!0);b.currentNode=i;let r=b.nextNode(),l=0,$=0,c=s[0];for(;c!==void 0;){if(l===c.index){let p;c.type===2?p=new M(r,r.nextSibling,this,t):c.type===1?p=new c.ctor(r,c.name,c.strings,this,t):c.type===6&&(p=new V(r,this,t)),this._$AV.push(p),c=s[++$]}l!==c?.index&&(r=b.nextNode(),l++)}return b.currentNode=y,i}p(t){let n=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,n),n+=s.strings.length-2):s._$AI(t[n])),n++}},M=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,n,s,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=t,this._$AB=n,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,n=this._$AM;return n!==void 0&&t?.nodeType===11&&(t=n.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,n=this){t=x(this,t,n),O(t)?t===d||t==null||t===""?(this._$AH!==d&&this._$AR(),this._$AH=d):t!==this._$AH&&t!==k&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Ne(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==d&&O(this._$AH)?this._$AA.nextSibling.data=t:this.T(y.createTextNode(t)),this._$AH=t}$(t){let{values:n,_$litType$:s}=t,i=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=H.createElement(le(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(n);else{let r=new P(i,this),l=r.u(this.options);r.p(n),this.T(l),this._$AH=r}}_$AC(t){let n=ie.get(t.strings);return n===void 0&&ie.set(t.strings,n=new H(t)),n}k(t){F(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,s,i=0;for(let r of t)i===n.length?n.push(s=new e(this.O(T()),this.O(T()),this,this.options)):s=n[i],s._$AI(r),i++;i<n.length&&(this._$AR(s&&s._$AB.nextSibling,i),n.length=i)}_$AR(t=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);t!==this._$AB;){let s=Z(t).nextSibling;Z(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},S=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,n,s,i,r){this.type=1,this._$AH=d,this._$AN=void 0,this.element=t,this.name=n,this._$AM=i,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=d}_$AI(t,n=this,s,i){let r=this.strings,l=!1;if(r===void 0)t=x(this,t,n,0),l=!O(t)||t!==this._$AH&&t!==k,l&&(this._$AH=t);else{let $=t,c,p;for(t=r[0],c=0;c<r.length-1;c++)p=x(this,$[s+c],n,c),p===k&&(p=this._$AH[c]),l||=!O(p)||p!==this._$AH[c],p===d?t=d:t!==d&&(t+=(p??"")+r[c+1]),this._$AH[c]=p}l&&!i&&this.j(t)}j(t){t===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},U=class extends S{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===d?void 0:t}},D=class extends S{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==d)}},R=class extends S{constructor(t,n,s,i,r){super(t,n,s,i,r),this.type=5}_$AI(t,n=this){if((t=x(this,t,n,0)??d)===k)return;let s=this._$AH,i=t===d&&s!==d||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,r=t!==d&&(s===d||i);i&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},V=class{constructor(t,n,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=n,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){x(this,t)}};var Te=W.litHtmlPolyfillSupport;Te?.(H,M),(W.litHtmlVersions??=[]).push("3.3.3");var ce=(e,t,n)=>{let s=n?.renderBefore??t,i=s._$litPart$;if(i===void 0){let r=n?.renderBefore??null;s._$litPart$=i=new M(t.insertBefore(T(),r),r,void 0,n??{})}return i._$AI(e),i};var{texts:Oe,given:ke}=document.body.dataset,He=JSON.parse(Oe),ot=JSON.parse(ke);function a(e,t={}){let n=e.split(".").reduce((s,i)=>s[i],He);return typeof n=="object"&&(n=t.n===1?n.one:n.other),n.replaceAll(/\{(\w+)\}/g,(s,i)=>t[i])}var de=[250,500,1e3,2e3],z=8,Me=1001;function Ie(){let e=sessionStorage.getItem("tab");return e||(e=crypto.randomUUID(),sessionStorage.setItem("tab",e)),e}function he({view:e="other",onMessage:t=()=>{},onState:n=()=>{}}){let s=null,i=0,r=!1;function l(){let $=new URLSearchParams({tab:Ie(),view:e});s=new WebSocket(`ws://${location.host}/live?${$}`),s.addEventListener("open",()=>n("open")),s.addEventListener("message",c=>{i=0,t(JSON.parse(c.data))}),s.addEventListener("close",c=>{r||(i=c.code===Me?z+1:i+1,n(i>z?"gone":"broken"),i<=z&&setTimeout(l,de[Math.min(i-1,de.length-1)]))})}return addEventListener("pagehide",()=>{r=!0,s.close()}),addEventListener("pageshow",$=>$.persisted&&location.reload()),l(),{send($){s.readyState===WebSocket.OPEN&&s.send(JSON.stringify($))}}}var ue=document.querySelector("[data-running]"),pe=document.querySelector("[data-gone]");he({onMessage(e){ue&&e.type==="stage"&&(ue.hidden=["idle","ended","failed"].includes(e.stage.phase))},onState(e){pe&&(pe.hidden=e!=="gone")}});var Ce=500,$e={headers:{Accept:"application/json"}};async function fe(e){let t=`/sessions/${encodeURIComponent(e)}/write-down`;try{let n=await fetch(t,{...$e,method:"POST"}),s=await n.json();return n.ok?s:{problem:s.problem??a("writing.failed")}}catch{return{problem:a("writing.failed")}}}async function ge(e){for(;;){await new Promise(n=>setTimeout(n,Ce));let t;try{let n=await fetch("/writing.json",$e);if(!n.ok)continue;t=await n.json()}catch{continue}if(await e(t),!t.running)return}}var K=e=>e.number?a("writing.at",e):a("writing.ready");function G({came:e,problem:t}){let n=[];return e.written&&n.push(a("writing.done",{n:e.written})),e.unreadable&&n.push(a("writing.unreadable",{n:e.unreadable})),t&&n.push(t),n.join(" ")}var me=e=>h`<div class="writing">
  <p>${K(e)}</p>
  <progress max="1" .value=${e.share} aria-label=${a("writing.bar")}></progress>
</div>`;var Ae=40,be=200,_e=3,qe=["zip","markdown","csv","json"],Le={headers:{Accept:"application/json"}},Q=document.querySelector("[data-after]"),I=document.querySelector("[data-ask]"),o={rows:[],aside:[],here:!1,wanted:"",most:Ae,said:"",problem:"",writing:{}},ye=e=>e.normalize("NFKD").replaceAll(/\p{M}/gu,"").toLowerCase();function je(){let e=ye(o.wanted).split(/\s+/).filter(Boolean);return e.length?o.rows.filter(t=>e.every(n=>t.text.includes(n))):o.rows}async function ve(){let e=await j("/sessions.json");e&&(o.rows=e.rows.map(t=>({...t,text:ye([t.when,t.id,...t.questions].join(" "))})),o.aside=e.aside,o.here=e.running_here,o.writing=e.writing.running||e.writing.problem?e.writing:{})}async function j(e,t={}){o.problem="";try{let n=await fetch(e,{...Le,...t}),s=await n.json();if(n.ok)return s;o.problem=s.problem??a("failed")}catch{o.problem=a("failed")}}var v=e=>e.when||e.id;function Be(e){I.querySelector("[data-which]").textContent=v(e),I.returnValue="",I.onclose=()=>{I.returnValue==="delete"&&Pe(e)},I.showModal()}async function Pe(e){await j(C(e),{method:"DELETE"})&&(e.gone=!0,o.aside=[e,...o.aside],o.said=a("gone",{when:v(e)})),w(),X(e)}async function Ue(e){await j(`${C(e)}/bring-back`,{method:"POST"})&&(o.said=a("back",{when:v(e)}),await ve()),w(),X(e)}async function De(e){let t=await fe(e.id);o.problem=t.session?"":t.problem,t.session&&(o.writing=t),w(),X(e),t.session&&await we()}async function we(){await ge(async e=>{o.writing=e,o.said=e.running?K(e):G(e),e.running||await Re(e.session),w()})}async function Re(e){let t=o.rows.filter(i=>i.gone),n=await j("/sessions.json");if(!n)return;let s=n.rows.find(i=>i.id===e);o.rows=o.rows.map(i=>i.id===e&&s&&!t.includes(i)?{...i,...s}:i)}function X(e){(Q.querySelector("[data-problem]")??document.getElementById(`row-${e.id}`))?.focus()}var C=e=>`/sessions/${encodeURIComponent(e.id)}`;function Ve(e){if(e.state==="broken")return"";let t=e.minutes<1?a("seconds"):a("minutes",{n:Math.round(e.minutes)});return[a("questions",{n:e.count}),t,...e.candidate?[a("candidate")]:[]].join(" · ")}function We(e){return e.state==="cut off"?h`<p class="state">${a("cut_off")}</p>`:e.state==="broken"?h`<p class="state">${a("broken",{problem:e.problem})}</p>`:e.state!=="running"?d:h`<p class="state">${a(o.here?"running_here":"running_elsewhere")}</p>`}function Fe(e){let t=o.writing.session===e.id;if(t&&o.writing.running)return me(o.writing);let n=t?G(o.writing):"",s=e.untranscribed?a("untranscribed",{n:e.untranscribed}):"";return h`${n?h`<p class="state">${n}</p>`:d}
  ${s&&!(t&&o.writing.came.unreadable)?h`<p class="state">${s}</p>`:d}`}function Je(e){let t=e.questions.length-_e;return h`<ul class="asked">
    ${e.questions.slice(0,_e).map(n=>h`<li dir="auto">${n}</li>`)}
    ${t>0?h`<li class="small">${a("more_questions",{n:t})}</li>`:d}
  </ul>`}var N=(e,t)=>a("of",{what:a(t),when:v(e)});function ze(e){return h`<details class="menu" name="menu" @keydown=${Ke}>
    <summary class="quiet" aria-label=${N(e,"export")}>${a("export")}</summary>
    <ul>
      ${qe.map(t=>h`<li><a href="${C(e)}/export/${t}">${a(`kinds.${t}`)}</a></li>`)}
    </ul>
  </details>`}function Ke(e){e.key==="Escape"&&(e.currentTarget.open=!1,e.currentTarget.querySelector("summary").focus())}function Ge(e){if(e.state==="running")return o.here?h`<div class="actions"><a class="button main" href="/rehearsal">${a("go_there")}</a></div>`:d;let t=h`<button class="quiet" aria-label=${N(e,"delete")} @click=${()=>Be(e)}>
    ${a("delete")}
  </button>`;if(e.state==="broken")return h`<div class="actions">${t}</div>`;let n=o.writing.running&&o.writing.session===e.id,s=h`<button ?disabled=${n} aria-label=${N(e,"write_down")} @click=${()=>De(e)}>
    ${a("write_down")}
  </button>`,i=`/?again=${encodeURIComponent(e.id)}`;return h`<div class="actions">
    <a class="button hear" href=${C(e)} aria-label=${N(e,"hear")}>
      <span class="icon play" aria-hidden="true"></span>${a("hear")}
    </a>
    ${e.untranscribed?s:d}
    ${e.count?h`<a class="quiet" href=${i} aria-label=${N(e,"again")}>${a("again")}</a>`:d}
    ${ze(e)} ${n?d:t}
  </div>`}function Qe(e){if(e.gone)return xe(e,`row-${e.id}`);let n=["complete","cut off"].includes(e.state)?h`<a id="row-${e.id}" href=${C(e)}>${v(e)}</a>`:h`<span id="row-${e.id}" tabindex="-1">${v(e)}</span>`;return h`<li class="rehearsal ${e.state.replace(" ","-")}">
    <h2>${n}</h2>
    ${e.state==="broken"?d:h`<p class="facts">${Ve(e)}</p>`}
    ${e.questions.length?Je(e):d} ${We(e)}
    ${Fe(e)}
    ${Ge(e)}
  </li>`}function xe(e,t){return h`<li class="rehearsal gone">
    <span>${a("gone",{when:v(e)})}</span>
    <button id=${t??d} aria-label=${N(e,"bring_back")} @click=${()=>Ue(e)}>
      ${a("bring_back")}
    </button>
  </li>`}function Xe(){let e=o.aside.filter(t=>!t.gone);return e.length?h`<section class="aside" aria-labelledby="aside">
    <h2 id="aside">${a("aside")}</h2>
    <p class="small">${a("aside_text")}</p>
    <ul class="rehearsals">
      ${e.map(t=>xe(t))}
    </ul>
  </section>`:d}function Ze(e){let t=r=>r.filter(l=>!l.gone).length,[n,s]=[t(e),t(o.rows)],i=o.wanted.trim()?a("found",{n,all:s}):a("shown",{n:s});return h`<div class="search field">
    <label for="search">${a("search")}</label>
    <input id="search" type="search" autocomplete="off" aria-describedby="searched" .value=${o.wanted} @input=${Ye} />
    <p class="hint" id="searched">${a("searched")}</p>
    <p class="count" role="status">${e.length||!o.wanted?i:a("not_found")}</p>
  </div>`}function Ye(e){o.wanted=e.target.value,o.most=Ae,w()}function et(e){o.most+=be,w(),document.getElementById(`row-${e.id}`)?.focus()}function tt(e){let t=e.length-o.most;if(t<=0)return d;let n=e[o.most];return h`<p><button class="more" @click=${()=>et(n)}>${a("more",{n:Math.min(t,be)})}</button></p>`}function w(){let e=je(),t=o.rows.length?h`${Ze(e)}
        <ul class="rehearsals">
          ${e.slice(0,o.most).map(Qe)}
        </ul>
        ${tt(e)}`:h`<p class="lead">${a("none")}</p>
        <p><a class="button main big" href="/">${a("rehearse")}</a></p>`,n=h`<p class="note problem" role="alert" tabindex="-1" data-problem>${o.problem}</p>`;ce(h`<p class="unseen" role="status">${o.said}</p>
      ${o.problem?n:d} ${o.rows.length||!o.problem?t:d} ${Xe()}`,Q)}document.addEventListener("click",e=>{for(let t of document.querySelectorAll(".menu[open]"))t.contains(e.target)||(t.open=!1)});await ve();Q.replaceChildren();w();o.writing.running&&await we();
/*! Bundled license information:

lit-html/lit-html.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
