/*! Made by `npm run build`; do not edit.
sources: sha256 aa1cccee85c72056927951de90bbe0f55b3b2cb57a6acca044267c69ac39de18
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
var F=globalThis,ee=e=>e,L=F.trustedTypes,te=L?L.createPolicy("lit-html",{createHTML:e=>e}):void 0,ae="$lit$",_=`lit$${Math.random().toFixed(9).slice(2)}$`,le="?"+_,He=`<${le}>`,v=document,O=()=>v.createComment(""),E=e=>e===null||typeof e!="object"&&typeof e!="function",J=Array.isArray,Me=e=>J(e)||typeof e?.[Symbol.iterator]=="function",B=`[ 	
\f\r]`,N=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ne=/-->/g,se=/>/g,b=RegExp(`>|${B}(?:([^\\s"'>=/]+)(${B}*=${B}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ie=/'/g,oe=/"/g,ce=/^(?:script|style|textarea|title)$/i,z=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),u=z(1),ht=z(2),pt=z(3),k=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),re=new WeakMap,y=v.createTreeWalker(v,129);function de(e,t){if(!J(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return te!==void 0?te.createHTML(t):t}var Ie=(e,t)=>{let n=e.length-1,s=[],i,r=t===2?"<svg>":t===3?"<math>":"",c=N;for(let p=0;p<n;p++){let l=e[p],$,f,h=-1,g=0;for(;g<l.length&&(c.lastIndex=g,f=c.exec(l),f!==null);)g=c.lastIndex,c===N?f[1]==="!--"?c=ne:f[1]!==void 0?c=se:f[2]!==void 0?(ce.test(f[2])&&(i=RegExp("</"+f[2],"g")),c=b):f[3]!==void 0&&(c=b):c===b?f[0]===">"?(c=i??N,h=-1):f[1]===void 0?h=-2:(h=c.lastIndex-f[2].length,$=f[1],c=f[3]===void 0?b:f[3]==='"'?oe:ie):c===oe||c===ie?c=b:c===ne||c===se?c=N:(c=b,i=void 0);let m=c===b&&e[p+1].startsWith("/>")?" ":"";r+=c===N?l+He:h>=0?(s.push($),l.slice(0,h)+ae+l.slice(h)+_+m):l+_+(h===-2?p:m)}return[de(e,r+(e[n]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),s]},H=class e{constructor({strings:t,_$litType$:n},s){let i;this.parts=[];let r=0,c=0,p=t.length-1,l=this.parts,[$,f]=Ie(t,n);if(this.el=e.createElement($,s),y.currentNode=this.el.content,n===2||n===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(i=y.nextNode())!==null&&l.length<p;){if(i.nodeType===1){if(i.hasAttributes())for(let h of i.getAttributeNames())if(h.endsWith(ae)){let g=f[c++],m=i.getAttribute(h).split(_),q=/([.?@])?(.*)/.exec(g);l.push({type:1,index:r,name:q[2],strings:m,ctor:q[1]==="."?U:q[1]==="?"?R:q[1]==="@"?W:S}),i.removeAttribute(h)}else h.startsWith(_)&&(l.push({type:6,index:r}),i.removeAttribute(h));if(ce.test(i.tagName)){let h=i.textContent.split(_),g=h.length-1;if(g>0){i.textContent=L?L.emptyScript:"";for(let m=0;m<g;m++)i.append(h[m],O()),y.nextNode(),l.push({type:2,index:++r});i.append(h[g],O())}}}else if(i.nodeType===8)if(i.data===le)l.push({type:2,index:r});else{let h=-1;for(;(h=i.data.indexOf(_,h+1))!==-1;)l.push({type:7,index:r}),h+=_.length-1}r++}}static createElement(t,n){let s=v.createElement("template");return s.innerHTML=t,s}};function x(e,t,n=e,s){if(t===k)return t;let i=s!==void 0?n._$Co?.[s]:n._$Cl,r=E(t)?void 0:t._$litDirective$;return i?.constructor!==r&&(i?._$AO?.(!1),r===void 0?i=void 0:(i=new r(e),i._$AT(e,n,s)),s!==void 0?(n._$Co??=[])[s]=i:n._$Cl=i),i!==void 0&&(t=x(e,i._$AS(e,t.values),i,s)),t}var D=class{constructor(t,n){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=n}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:n},parts:s}=this._$AD,i=(t?.creationScope??v).importNode(n,!0);y.currentNode=i;let r=y.nextNode(),c=0,p=0,l=s[0];for(;l!==void 0;){if(c===l.index){let $;l.type===2?$=new M(r,r.nextSibling,this,t):l.type===1?$=new l.ctor(r,l.name,l.strings,this,t):l.type===6&&($=new V(r,this,t)),this._$AV.push($),l=s[++p]}c!==l?.index&&(r=y.nextNode(),c++)}return y.currentNode=v,i}p(t){let n=0;for(let s of this._$AV)s!==void 0&&(s.strings!==void 0?(s._$AI(t,s,n),n+=s.strings.length-2):s._$AI(t[n])),n++}},M=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,n,s,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=t,this._$AB=n,this._$AM=s,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,n=this._$AM;return n!==void 0&&t?.nodeType===11&&(t=n.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,n=this){t=x(this,t,n),E(t)?t===d||t==null||t===""?(this._$AH!==d&&this._$AR(),this._$AH=d):t!==this._$AH&&t!==k&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Me(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==d&&E(this._$AH)?this._$AA.nextSibling.data=t:this.T(v.createTextNode(t)),this._$AH=t}$(t){let{values:n,_$litType$:s}=t,i=typeof s=="number"?this._$AC(t):(s.el===void 0&&(s.el=H.createElement(de(s.h,s.h[0]),this.options)),s);if(this._$AH?._$AD===i)this._$AH.p(n);else{let r=new D(i,this),c=r.u(this.options);r.p(n),this.T(c),this._$AH=r}}_$AC(t){let n=re.get(t.strings);return n===void 0&&re.set(t.strings,n=new H(t)),n}k(t){J(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,s,i=0;for(let r of t)i===n.length?n.push(s=new e(this.O(O()),this.O(O()),this,this.options)):s=n[i],s._$AI(r),i++;i<n.length&&(this._$AR(s&&s._$AB.nextSibling,i),n.length=i)}_$AR(t=this._$AA.nextSibling,n){for(this._$AP?.(!1,!0,n);t!==this._$AB;){let s=ee(t).nextSibling;ee(t).remove(),t=s}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},S=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,n,s,i,r){this.type=1,this._$AH=d,this._$AN=void 0,this.element=t,this.name=n,this._$AM=i,this.options=r,s.length>2||s[0]!==""||s[1]!==""?(this._$AH=Array(s.length-1).fill(new String),this.strings=s):this._$AH=d}_$AI(t,n=this,s,i){let r=this.strings,c=!1;if(r===void 0)t=x(this,t,n,0),c=!E(t)||t!==this._$AH&&t!==k,c&&(this._$AH=t);else{let p=t,l,$;for(t=r[0],l=0;l<r.length-1;l++)$=x(this,p[s+l],n,l),$===k&&($=this._$AH[l]),c||=!E($)||$!==this._$AH[l],$===d?t=d:t!==d&&(t+=($??"")+r[l+1]),this._$AH[l]=$}c&&!i&&this.j(t)}j(t){t===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},U=class extends S{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===d?void 0:t}},R=class extends S{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==d)}},W=class extends S{constructor(t,n,s,i,r){super(t,n,s,i,r),this.type=5}_$AI(t,n=this){if((t=x(this,t,n,0)??d)===k)return;let s=this._$AH,i=t===d&&s!==d||t.capture!==s.capture||t.once!==s.once||t.passive!==s.passive,r=t!==d&&(s===d||i);i&&this.element.removeEventListener(this.name,this,s),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},V=class{constructor(t,n,s){this.element=t,this.type=6,this._$AN=void 0,this._$AM=n,this.options=s}get _$AU(){return this._$AM._$AU}_$AI(t){x(this,t)}};var Ce=F.litHtmlPolyfillSupport;Ce?.(H,M),(F.litHtmlVersions??=[]).push("3.3.3");var ue=(e,t,n)=>{let s=n?.renderBefore??t,i=s._$litPart$;if(i===void 0){let r=n?.renderBefore??null;s._$litPart$=i=new M(t.insertBefore(O(),r),r,void 0,n??{})}return i._$AI(e),i};var{texts:je,given:qe}=document.body.dataset,Le=JSON.parse(je),ft=JSON.parse(qe);function a(e,t={}){let n=e.split(".").reduce((s,i)=>s[i],Le);return typeof n=="object"&&(n=t.n===1?n.one:n.other),n.replaceAll(/\{(\w+)\}/g,(s,i)=>t[i])}var he=[250,500,1e3,2e3],K=8,Pe=1001,pe=1013;function Be(){let e=sessionStorage.getItem("tab");return e||(e=crypto.randomUUID(),sessionStorage.setItem("tab",e)),e}function $e({view:e="other",onMessage:t=()=>{},onState:n=()=>{}}){let s=null,i=0,r=!1;function c(){let p=new URLSearchParams({tab:Be(),view:e});s=new WebSocket(`ws://${location.host}/live?${p}`),s.addEventListener("open",()=>n("open")),s.addEventListener("message",l=>{i=0,t(JSON.parse(l.data))}),s.addEventListener("close",l=>{r||(i=[Pe,pe].includes(l.code)?K+1:i+1,n(i>K?"gone":"broken",l.code===pe?l.reason:""),i<=K&&setTimeout(c,he[Math.min(i-1,he.length-1)]))})}return addEventListener("pagehide",()=>{r=!0,s.close()}),addEventListener("pageshow",p=>p.persisted&&location.reload()),c(),{send(p){s.readyState===WebSocket.OPEN&&s.send(JSON.stringify(p))}}}var fe=document.querySelector("[data-running]"),Y=document.querySelector("[data-gone]");$e({onMessage(e){fe&&e.type==="stage"&&(fe.hidden=["idle","ended","failed"].includes(e.stage.phase))},onState(e,t){Y&&(Y.hidden=e!=="gone",t&&(Y.textContent=t))}});var De=500,ge={headers:{Accept:"application/json"}};async function me(e){let t=`/sessions/${encodeURIComponent(e)}/write-down`;try{let n=await fetch(t,{...ge,method:"POST"}),s=await n.json();return n.ok?s:{problem:s.problem??a("writing.failed")}}catch{return{problem:a("writing.failed")}}}async function _e(e){for(;;){await new Promise(n=>setTimeout(n,De));let t;try{let n=await fetch("/writing.json",ge);if(!n.ok)continue;t=await n.json()}catch{continue}if(await e(t),!t.running)return}}var G=e=>e.number?a("writing.at",e):a("writing.ready");function Q({came:e,problem:t}){let n=[];return e.written&&n.push(a("writing.done",{n:e.written})),e.unreadable&&n.push(a("writing.unreadable",{n:e.unreadable})),t&&n.push(t),n.join(" ")}var Ae=e=>u`<div class="writing">
  <p>${G(e)}</p>
  <progress max="1" .value=${e.share} aria-label=${a("writing.bar")}></progress>
</div>`;var ve=40,we=200,be=3,Ue=["zip","markdown","csv","json"],Re=3,We=250,Ve=20,xe={headers:{Accept:"application/json"}},X=document.querySelector("[data-after]"),I=document.querySelector("[data-ask]"),o={rows:[],aside:[],here:!1,wanted:"",heard:{key:"",hits:{}},most:ve,said:"",problem:"",writing:{}},ye=0,Se=e=>e.normalize("NFKD").replaceAll(/\p{M}/gu,"").toLowerCase(),P=()=>Se(o.wanted).split(/\s+/).filter(Boolean).slice(0,Ve);function Fe(){let e=P(),t=(n,s,i)=>n.text.includes(s)||Ne(n).some(r=>r.word===i);return e.length?o.rows.filter(n=>e.every((s,i)=>t(n,s,i))):o.rows}var Te=()=>o.wanted.trim()!==""&&o.heard.key!==P().join(" "),Ne=e=>Te()?[]:o.heard.hits[e.id]??[];async function Je(){let e=P(),t=e.join(" ");if(!t||t===o.heard.key)return;let n=await C("/sessions/search",{method:"POST",headers:{...xe.headers,"Content-Type":"application/json"},body:JSON.stringify({words:e})});t===P().join(" ")&&(o.heard={key:t,hits:n??{}},A())}async function Oe(){let e=await C("/sessions.json");e&&(o.rows=e.rows.map(t=>({...t,text:Se([t.when,t.id,...t.questions].join(" "))})),o.aside=e.aside,o.here=e.running_here,o.writing=e.writing.running||e.writing.problem?e.writing:{})}async function C(e,t={}){o.problem="";try{let n=await fetch(e,{...xe,...t}),s=await n.json();if(n.ok)return s;o.problem=s.problem??a("failed")}catch{o.problem=a("failed")}}var w=e=>e.when||e.id;function ze(e){I.querySelector("[data-which]").textContent=w(e),I.returnValue="",I.onclose=()=>{I.returnValue==="delete"&&Ke(e)},I.showModal()}async function Ke(e){await C(j(e),{method:"DELETE"})&&(e.gone=!0,o.aside=[e,...o.aside],o.said=a("gone",{when:w(e)})),A(),Z(e)}async function Ye(e){await C(`${j(e)}/bring-back`,{method:"POST"})&&(o.said=a("back",{when:w(e)}),await Oe()),A(),Z(e)}async function Ge(e){let t=await me(e.id);o.problem=t.session?"":t.problem,t.session&&(o.writing=t),A(),Z(e),t.session&&await Ee()}async function Ee(){await _e(async e=>{o.writing=e,o.said=e.running?G(e):Q(e),e.running||await Qe(e.session),A()})}async function Qe(e){let t=o.rows.filter(i=>i.gone),n=await C("/sessions.json");if(!n)return;let s=n.rows.find(i=>i.id===e);o.rows=o.rows.map(i=>i.id===e&&s&&!t.includes(i)?{...i,...s}:i)}function Z(e){(X.querySelector("[data-problem]")??document.getElementById(`row-${e.id}`))?.focus()}var j=e=>`/sessions/${encodeURIComponent(e.id)}`;function Xe(e){if(e.state==="broken")return"";let t=e.minutes<1?a("seconds"):a("minutes",{n:Math.round(e.minutes)});return[a("questions",{n:e.count}),t,...e.candidate?[a("candidate")]:[]].join(" · ")}function Ze(e){return e.state==="cut off"?u`<p class="state">${a("cut_off")}</p>`:e.state==="broken"?u`<p class="state">${a("broken",{problem:e.problem})}</p>`:e.state!=="running"?d:u`<p class="state">${a(o.here?"running_here":"running_elsewhere")}</p>`}function et(e){let t=o.writing.session===e.id;if(t&&o.writing.running)return Ae(o.writing);let n=t?Q(o.writing):"",s=e.untranscribed?a("untranscribed",{n:e.untranscribed}):"";return u`${n?u`<p class="state">${n}</p>`:d}
  ${s&&!(t&&o.writing.came.unreadable)?u`<p class="state">${s}</p>`:d}`}function tt(e){let t=e.questions.length-be;return u`<ul class="asked">
    ${e.questions.slice(0,be).map(n=>u`<li dir="auto">${n}</li>`)}
    ${t>0?u`<li class="small">${a("more_questions",{n:t})}</li>`:d}
  </ul>`}function nt(e){let t=new Map(Ne(e).map(n=>[n.text,n]));return!o.wanted.trim()||!t.size?d:u`<ul class="hits">
    ${[...t.values()].slice(0,Re).map(n=>u`<li><span class="small">${a(n.follow_up?"said_follow_up":"said",{n:n.number})}</span>
        <q dir="auto">${n.text}</q></li>`)}
  </ul>`}var T=(e,t)=>a("of",{what:a(t),when:w(e)});function st(e){return u`<details class="menu" name="menu" @keydown=${it}>
    <summary class="quiet" aria-label=${T(e,"export")}>${a("export")}</summary>
    <ul>
      ${Ue.map(t=>u`<li><a href="${j(e)}/export/${t}">${a(`kinds.${t}`)}</a></li>`)}
    </ul>
  </details>`}function it(e){e.key==="Escape"&&(e.currentTarget.open=!1,e.currentTarget.querySelector("summary").focus())}function ot(e){if(e.state==="running")return o.here?u`<div class="actions"><a class="button main" href="/rehearsal">${a("go_there")}</a></div>`:d;let t=u`<button class="quiet" aria-label=${T(e,"delete")} @click=${()=>ze(e)}>
    ${a("delete")}
  </button>`;if(e.state==="broken")return u`<div class="actions">${t}</div>`;let n=o.writing.running&&o.writing.session===e.id,s=u`<button ?disabled=${n} aria-label=${T(e,"write_down")} @click=${()=>Ge(e)}>
    ${a("write_down")}
  </button>`,i=`/?again=${encodeURIComponent(e.id)}`;return u`<div class="actions">
    <a class="button hear" href=${j(e)} aria-label=${T(e,"hear")}>
      <span class="icon play" aria-hidden="true"></span>${a("hear")}
    </a>
    ${e.untranscribed?s:d}
    ${e.count?u`<a class="quiet" href=${i} aria-label=${T(e,"again")}>${a("again")}</a>`:d}
    ${st(e)} ${n?d:t}
  </div>`}function rt(e){if(e.gone)return ke(e,`row-${e.id}`);let n=["complete","cut off"].includes(e.state)?u`<a id="row-${e.id}" href=${j(e)}>${w(e)}</a>`:u`<span id="row-${e.id}" tabindex="-1">${w(e)}</span>`;return u`<li class="rehearsal ${e.state.replace(" ","-")}">
    <h2>${n}</h2>
    ${e.state==="broken"?d:u`<p class="facts">${Xe(e)}</p>`}
    ${e.questions.length?tt(e):d} ${nt(e)} ${Ze(e)}
    ${et(e)}
    ${ot(e)}
  </li>`}function ke(e,t){return u`<li class="rehearsal gone">
    <span>${a("gone",{when:w(e)})}</span>
    <button id=${t??d} aria-label=${T(e,"bring_back")} @click=${()=>Ye(e)}>
      ${a("bring_back")}
    </button>
  </li>`}function at(){let e=o.aside.filter(t=>!t.gone);return e.length?u`<section class="aside" aria-labelledby="aside">
    <h2 id="aside">${a("aside")}</h2>
    <p class="small">${a("aside_text")}</p>
    <ul class="rehearsals">
      ${e.map(t=>ke(t))}
    </ul>
  </section>`:d}function lt(e){let t=c=>c.filter(p=>!p.gone).length,[n,s]=[t(e),t(o.rows)],i=o.wanted.trim()?a("found",{n,all:s}):a("shown",{n:s}),r=Te()?a("listening",{n}):e.length||!o.wanted?i:a("not_found");return u`<div class="search field">
    <label for="search">${a("search")}</label>
    <input id="search" type="search" autocomplete="off" aria-describedby="searched" .value=${o.wanted} @input=${ct} />
    <p class="hint" id="searched">${a("searched")}</p>
    <p class="count" role="status">${r}</p>
  </div>`}function ct(e){o.wanted=e.target.value,o.most=ve,clearTimeout(ye),ye=setTimeout(Je,We),A()}function dt(e){o.most+=we,A(),document.getElementById(`row-${e.id}`)?.focus()}function ut(e){let t=e.length-o.most;if(t<=0)return d;let n=e[o.most];return u`<p><button class="more" @click=${()=>dt(n)}>${a("more",{n:Math.min(t,we)})}</button></p>`}function A(){let e=Fe(),t=o.rows.length?u`${lt(e)}
        <ul class="rehearsals">
          ${e.slice(0,o.most).map(rt)}
        </ul>
        ${ut(e)}`:u`<p class="lead">${a("none")}</p>
        <p><a class="button main big" href="/">${a("rehearse")}</a></p>`,n=u`<p class="note problem" role="alert" tabindex="-1" data-problem>${o.problem}</p>`;ue(u`<p class="unseen" role="status">${o.said}</p>
      ${o.problem?n:d} ${o.rows.length||!o.problem?t:d} ${at()}`,X)}document.addEventListener("click",e=>{for(let t of document.querySelectorAll(".menu[open]"))t.contains(e.target)||(t.open=!1)});await Oe();X.replaceChildren();A();o.writing.running&&await Ee();
/*! Bundled license information:

lit-html/lit-html.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
