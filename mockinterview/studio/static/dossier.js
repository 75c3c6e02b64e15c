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
var wt=[250,500,1e3,2e3],dt=8,ce=1001,Tt=1013;function ue(){let s=sessionStorage.getItem("tab");return s||(s=crypto.randomUUID(),sessionStorage.setItem("tab",s)),s}function Ot({view:s="other",onMessage:t=()=>{},onState:e=()=>{}}){let i=null,n=0,r=!1;function o(){let a=new URLSearchParams({tab:ue(),view:s});i=new WebSocket(`ws://${location.host}/live?${a}`),i.addEventListener("open",()=>e("open")),i.addEventListener("message",l=>{n=0,t(JSON.parse(l.data))}),i.addEventListener("close",l=>{r||(n=[ce,Tt].includes(l.code)?dt+1:n+1,e(n>dt?"gone":"broken",l.code===Tt?l.reason:""),n<=dt&&setTimeout(o,wt[Math.min(n-1,wt.length-1)]))})}return addEventListener("pagehide",()=>{r=!0,i.close()}),addEventListener("pageshow",a=>a.persisted&&location.reload()),o(),{send(a){i.readyState===WebSocket.OPEN&&i.send(JSON.stringify(a))}}}var Et=document.querySelector("[data-running]"),ct=document.querySelector("[data-gone]");Ot({onMessage(s){Et&&s.type==="stage"&&(Et.hidden=["idle","ended","failed"].includes(s.stage.phase))},onState(s,t){ct&&(ct.hidden=s!=="gone",t&&(ct.textContent=t))}});var pt=globalThis,St=s=>s,Y=pt.trustedTypes,Nt=Y?Y.createPolicy("lit-html",{createHTML:s=>s}):void 0,ft="$lit$",k=`lit$${Math.random().toFixed(9).slice(2)}$`,$t="?"+k,pe=`<${$t}>`,M=document,V=()=>M.createComment(""),J=s=>s===null||typeof s!="object"&&typeof s!="function",mt=Array.isArray,Bt=s=>mt(s)||typeof s?.[Symbol.iterator]=="function",ut=`[ 	
\f\r]`,D=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,jt=/-->/g,Ct=/>/g,C=RegExp(`>|${ut}(?:([^\\s"'>=/]+)(${ut}*=${ut}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),It=/'/g,Mt=/"/g,Pt=/^(?:script|style|textarea|title)$/i,gt=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),c=gt(1),qe=gt(2),Ke=gt(3),_=Symbol.for("lit-noChange"),u=Symbol.for("lit-nothing"),Ht=new WeakMap,I=M.createTreeWalker(M,129);function Lt(s,t){if(!mt(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return Nt!==void 0?Nt.createHTML(t):t}var Rt=(s,t)=>{let e=s.length-1,i=[],n,r=t===2?"<svg>":t===3?"<math>":"",o=D;for(let a=0;a<e;a++){let l=s[a],p,m,d=-1,f=0;for(;f<l.length&&(o.lastIndex=f,m=o.exec(l),m!==null);)f=o.lastIndex,o===D?m[1]==="!--"?o=jt:m[1]!==void 0?o=Ct:m[2]!==void 0?(Pt.test(m[2])&&(n=RegExp("</"+m[2],"g")),o=C):m[3]!==void 0&&(o=C):o===C?m[0]===">"?(o=n??D,d=-1):m[1]===void 0?d=-2:(d=o.lastIndex-m[2].length,p=m[1],o=m[3]===void 0?C:m[3]==='"'?Mt:It):o===Mt||o===It?o=C:o===jt||o===Ct?o=D:(o=C,n=void 0);let $=o===C&&s[a+1].startsWith("/>")?" ":"";r+=o===D?l+pe:d>=0?(i.push(p),l.slice(0,d)+ft+l.slice(d)+k+$):l+k+(d===-2?a:$)}return[Lt(s,r+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),i]},q=class s{constructor({strings:t,_$litType$:e},i){let n;this.parts=[];let r=0,o=0,a=t.length-1,l=this.parts,[p,m]=Rt(t,e);if(this.el=s.createElement(p,i),I.currentNode=this.el.content,e===2||e===3){let d=this.el.content.firstChild;d.replaceWith(...d.childNodes)}for(;(n=I.nextNode())!==null&&l.length<a;){if(n.nodeType===1){if(n.hasAttributes())for(let d of n.getAttributeNames())if(d.endsWith(ft)){let f=m[o++],$=n.getAttribute(d).split(k),b=/([.?@])?(.*)/.exec(f);l.push({type:1,index:r,name:b[2],strings:$,ctor:b[1]==="."?F:b[1]==="?"?Q:b[1]==="@"?X:B}),n.removeAttribute(d)}else d.startsWith(k)&&(l.push({type:6,index:r}),n.removeAttribute(d));if(Pt.test(n.tagName)){let d=n.textContent.split(k),f=d.length-1;if(f>0){n.textContent=Y?Y.emptyScript:"";for(let $=0;$<f;$++)n.append(d[$],V()),I.nextNode(),l.push({type:2,index:++r});n.append(d[f],V())}}}else if(n.nodeType===8)if(n.data===$t)l.push({type:2,index:r});else{let d=-1;for(;(d=n.data.indexOf(k,d+1))!==-1;)l.push({type:7,index:r}),d+=k.length-1}r++}}static createElement(t,e){let i=M.createElement("template");return i.innerHTML=t,i}};function H(s,t,e=s,i){if(t===_)return t;let n=i!==void 0?e._$Co?.[i]:e._$Cl,r=J(t)?void 0:t._$litDirective$;return n?.constructor!==r&&(n?._$AO?.(!1),r===void 0?n=void 0:(n=new r(s),n._$AT(s,e,i)),i!==void 0?(e._$Co??=[])[i]=n:e._$Cl=n),n!==void 0&&(t=H(s,n._$AS(s,t.values),n,i)),t}var z=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:i}=this._$AD,n=(t?.creationScope??M).importNode(e,!0);I.currentNode=n;let r=I.nextNode(),o=0,a=0,l=i[0];for(;l!==void 0;){if(o===l.index){let p;l.type===2?p=new P(r,r.nextSibling,this,t):l.type===1?p=new l.ctor(r,l.name,l.strings,this,t):l.type===6&&(p=new Z(r,this,t)),this._$AV.push(p),l=i[++a]}o!==l?.index&&(r=I.nextNode(),o++)}return I.currentNode=M,n}p(t){let e=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(t,i,e),e+=i.strings.length-2):i._$AI(t[e])),e++}},P=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,i,n){this.type=2,this._$AH=u,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=i,this.options=n,this._$Cv=n?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=H(this,t,e),J(t)?t===u||t==null||t===""?(this._$AH!==u&&this._$AR(),this._$AH=u):t!==this._$AH&&t!==_&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):Bt(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==u&&J(this._$AH)?this._$AA.nextSibling.data=t:this.T(M.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:i}=t,n=typeof i=="number"?this._$AC(t):(i.el===void 0&&(i.el=q.createElement(Lt(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===n)this._$AH.p(e);else{let r=new z(n,this),o=r.u(this.options);r.p(e),this.T(o),this._$AH=r}}_$AC(t){let e=Ht.get(t.strings);return e===void 0&&Ht.set(t.strings,e=new q(t)),e}k(t){mt(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,i,n=0;for(let r of t)n===e.length?e.push(i=new s(this.O(V()),this.O(V()),this,this.options)):i=e[n],i._$AI(r),n++;n<e.length&&(this._$AR(i&&i._$AB.nextSibling,n),e.length=n)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let i=St(t).nextSibling;St(t).remove(),t=i}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},B=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,i,n,r){this.type=1,this._$AH=u,this._$AN=void 0,this.element=t,this.name=e,this._$AM=n,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=u}_$AI(t,e=this,i,n){let r=this.strings,o=!1;if(r===void 0)t=H(this,t,e,0),o=!J(t)||t!==this._$AH&&t!==_,o&&(this._$AH=t);else{let a=t,l,p;for(t=r[0],l=0;l<r.length-1;l++)p=H(this,a[i+l],e,l),p===_&&(p=this._$AH[l]),o||=!J(p)||p!==this._$AH[l],p===u?t=u:t!==u&&(t+=(p??"")+r[l+1]),this._$AH[l]=p}o&&!n&&this.j(t)}j(t){t===u?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},F=class extends B{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===u?void 0:t}},Q=class extends B{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==u)}},X=class extends B{constructor(t,e,i,n,r){super(t,e,i,n,r),this.type=5}_$AI(t,e=this){if((t=H(this,t,e,0)??u)===_)return;let i=this._$AH,n=t===u&&i!==u||t.capture!==i.capture||t.once!==i.once||t.passive!==i.passive,r=t!==u&&(i===u||n);n&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},Z=class{constructor(t,e,i){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(t){H(this,t)}},Ut={M:ft,P:k,A:$t,C:1,L:Rt,R:z,D:Bt,V:H,I:P,H:B,N:Q,U:X,B:F,F:Z},fe=pt.litHtmlPolyfillSupport;fe?.(q,P),(pt.litHtmlVersions??=[]).push("3.3.3");var bt=(s,t,e)=>{let i=e?.renderBefore??t,n=i._$litPart$;if(n===void 0){let r=e?.renderBefore??null;i._$litPart$=n=new P(t.insertBefore(V(),r),r,void 0,e??{})}return n._$AI(s),n};var x={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},tt=s=>(...t)=>({_$litDirective$:s,values:t}),L=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,i){this._$Ct=t,this._$AM=e,this._$Ci=i}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var{I:$e}=Ut,Dt=s=>s;var Jt=s=>s.strings===void 0,Vt=()=>document.createComment(""),R=(s,t,e)=>{let i=s._$AA.parentNode,n=t===void 0?s._$AB:t._$AA;if(e===void 0){let r=i.insertBefore(Vt(),n),o=i.insertBefore(Vt(),n);e=new $e(r,o,s,s.options)}else{let r=e._$AB.nextSibling,o=e._$AM,a=o!==s;if(a){let l;e._$AQ?.(s),e._$AM=s,e._$AP!==void 0&&(l=s._$AU)!==o._$AU&&e._$AP(l)}if(r!==n||a){let l=e._$AA;for(;l!==r;){let p=Dt(l).nextSibling;Dt(i).insertBefore(l,n),l=p}}}return e},E=(s,t,e=s)=>(s._$AI(t,e),s),me={},et=(s,t=me)=>s._$AH=t,qt=s=>s._$AH,st=s=>{s._$AR(),s._$AA.remove()};var Kt=(s,t,e)=>{let i=new Map;for(let n=t;n<=e;n++)i.set(s[n],n);return i},S=tt(class extends L{constructor(s){if(super(s),s.type!==x.CHILD)throw Error("repeat() can only be used in text expressions")}dt(s,t,e){let i;e===void 0?e=t:t!==void 0&&(i=t);let n=[],r=[],o=0;for(let a of s)n[o]=i?i(a,o):o,r[o]=e(a,o),o++;return{values:r,keys:n}}render(s,t,e){return this.dt(s,t,e).values}update(s,[t,e,i]){let n=qt(s),{values:r,keys:o}=this.dt(t,e,i);if(!Array.isArray(n))return this.ut=o,r;let a=this.ut??=[],l=[],p,m,d=0,f=n.length-1,$=0,b=r.length-1;for(;d<=f&&$<=b;)if(n[d]===null)d++;else if(n[f]===null)f--;else if(a[d]===o[$])l[$]=E(n[d],r[$]),d++,$++;else if(a[f]===o[b])l[b]=E(n[f],r[b]),f--,b--;else if(a[d]===o[b])l[b]=E(n[d],r[b]),R(s,l[b+1],n[d]),d++,b--;else if(a[f]===o[$])l[$]=E(n[f],r[$]),R(s,n[d],n[f]),f--,$++;else if(p===void 0&&(p=Kt(o,$,b),m=Kt(a,d,f)),p.has(a[d]))if(p.has(a[f])){let A=m.get(o[$]),ht=A!==void 0?n[A]:null;if(ht===null){let xt=R(s,n[d]);E(xt,r[$]),l[$]=xt}else l[$]=E(ht,r[$]),R(s,n[d],ht),n[A]=null;$++}else st(n[f]),f--;else st(n[d]),d++;for(;$<=b;){let A=R(s,l[b+1]);E(A,r[$]),l[$++]=A}for(;d<=f;){let A=n[d++];A!==null&&st(A)}return this.ut=o,et(s,l),_}});var w=(s,t={})=>({place:s,kind:"text",...t}),Wt=s=>({place:s,kind:"long"}),T=(s,t={})=>({place:s,kind:"list",...t}),O=[{id:"job",blocks:[w("job.title"),w("company.name"),w("job.date",{settles:!0}),w("job.place"),Wt("job.route"),w("job.dress")]},{id:"people",blocks:[T("job.interviewers",{parts:{name:"text",role:"choice"},ordered:!0,alone:!0})]},{id:"company",blocks:[Wt("company.website"),T("company.facts",{parts:{text:"long",kind:"choice",source:"text"},folded:!0})]},{id:"first",blocks:[T("first_interview.asked"),T("first_interview.stumped"),{place:"first_interview.said",kind:"said",parts:{about:"choice",text:"long"}}]},{id:"stories",blocks:[T("stories",{parts:{title:"text",situation:"long",action:"long",result:"long",measure:"long",tags:"words"},folded:!0,ordered:!0,alone:!0})]},{id:"questions",blocks:[T("my_questions",{ordered:!0,alone:!0})]},{id:"ideas",blocks:[T("ideas",{parts:{text:"long",experience:"long"},ordered:!0,alone:!0})]},{id:"salary",blocks:[w("salary.low",{settles:!0,half:!0}),w("salary.high",{settles:!0,half:!0}),w("salary.currency",{half:!0}),{place:"salary.period",kind:"choice",choice:"period",half:!0,always:!0},w("salary.walk_away",{settles:!0}),T("salary.benefits")]},{id:"thanks",blocks:[T("thank_you",{hint:!0})]},{id:"papers",blocks:[{place:"papers.advert",kind:"paper"},{place:"papers.cv",kind:"paper"}]}],v=Object.fromEntries(O.flatMap(({blocks:s})=>s.map(t=>[t.place,t])));function it(s){return O.find(({blocks:t})=>t.some(e=>e.place===s))}function Gt([s,t,e]){let i=s.split(" "),n=v[i.slice(0,2).join(".")]?2:1,r=i.slice(0,n).join(".");if(!v[r])return null;let o=i.slice(n),a=/^\d+$/.test(o[0]??"");return{place:r,index:a?Number(o[0])-1:null,part:(a?o.slice(1):o).join(" "),text:t,why:e,key:`${s}: ${t}`}}var N=tt(class extends L{constructor(s){if(super(s),s.type!==x.PROPERTY&&s.type!==x.ATTRIBUTE&&s.type!==x.BOOLEAN_ATTRIBUTE)throw Error("The `live` directive is not allowed on child or event bindings");if(!Jt(s))throw Error("`live` bindings can only contain a single expression")}render(s){return s}update(s,[t]){if(t===_||t===u)return t;let e=s.element,i=s.name;if(s.type===x.PROPERTY){if(t===e[i])return _}else if(s.type===x.BOOLEAN_ATTRIBUTE){if(!!t===e.hasAttribute(i))return _}else if(s.type===x.ATTRIBUTE&&e.getAttribute(i)===t+"")return _;return et(s),t}});var{texts:ge,given:be}=document.body.dataset,ve=JSON.parse(ge),y=JSON.parse(be);function h(s,t={}){let e=s.split(".").reduce((i,n)=>i[n],ve);return typeof e=="object"&&(e=t.n===1?e.one:e.other),e.replaceAll(/\{(\w+)\}/g,(i,n)=>t[n])}var yt=1e6,Yt={};function K(s){return Yt[s]??={text:"",busy:!1,said:"",problem:"",before:null,open:null},Yt[s]}function zt(s,{place:t}){let e=K(t),i=s.sheet.entries(t);return e.open??=!i.length,c`<fieldset class="list paper" data-place=${t}>
    <legend>${h(`fields.${t}.label`)}</legend>
    ${s.pointsOf(t).map(n=>c`<p class="hint point ${n.met?"met":""}">${n.note}</p>`)}
    ${W(s,t)} ${_e(s,t)}
    <details ?open=${N(e.open)} @toggle=${n=>{e.open=n.target.open}}>
      <summary>${h(i.length?"paper.read_again":"paper.read_first")}</summary>
      ${ye(s,t,e)}
    </details>
    ${e.before?c`<p><button type="button" class="quiet" @click=${()=>xe(s,t)}>${h("paper.bring_back")}</button></p>`:u}
    <p class=${e.problem?"error":"hint"} role="status">${e.busy?h("paper.reading"):e.problem||e.said}</p>
  </fieldset>`}function ye(s,t,e){let i=y.largest/yt;return c`<div class="ways">
    <div class="field">
      <label for=${g(t,"file")}>${h("paper.file")}</label>
      <input type="file" id=${g(t,"file")} accept=".pdf,.txt,.md,text/plain,application/pdf"
        aria-describedby=${g(t,"file-hint")} ?disabled=${e.busy} @change=${n=>Ae(s,t,n.target)}>
      <p class="hint" id=${g(t,"file-hint")}>${h("paper.file_hint",{size:i})}</p>
    </div>
    <div class="field">
      <label for=${g(t,"text")}>${h("paper.or_paste")}</label>
      <textarea id=${g(t,"text")} rows="4" dir="auto" .value=${N(e.text)}
        @input=${n=>{e.text=n.target.value}}></textarea>
    </div>
    <p><button type="button" ?disabled=${e.busy} @click=${()=>ke(s,t)}>${h("paper.read")}</button></p>
  </div>`}function _e(s,t){let e=s.sheet.entries(t),i=s.sheet.removed[t];return!e.length&&!i?c`<p class="hint">${h("paper.no_terms")}</p>`:c`<ul class="terms" aria-label=${h("paper.terms")}>
      ${S(e,({id:n})=>n,({id:n,value:r})=>c`<li class="term">
        <span dir="auto">${r}</span>
        <button type="button" class="tool" aria-label=${h("remove_named",{name:r})} title=${h("remove")}
          @click=${()=>s.remove(t,n)}>×</button>
      </li>`)}
    </ul>
    ${i?c`<ul>${nt(s,t,i)}</ul>`:u}`}async function Ae(s,t,e){let[i]=e.files;i&&(i.size>y.largest?vt(s,t,h("paper.too_large",{size:y.largest/yt})):await Ft(s,t,i,"application/octet-stream"),e.value="")}async function ke(s,t){let e=K(t),i=new TextEncoder().encode(e.text);e.text.trim()?i.length>y.largest?vt(s,t,h("paper.too_large",{size:y.largest/yt})):await Ft(s,t,i,"text/plain")&&(e.text=""):vt(s,t,h("paper.empty")),s.render()}async function Ft(s,t,e,i){let n=K(t);Object.assign(n,{busy:!0,problem:"",said:""}),s.render();try{let a=await(await fetch("/dossier/terms",{method:"POST",headers:{"Content-Type":i,Accept:"application/json"},body:e})).json();if(a.terms?.length)return n.before=s.sheet.entries(t).map(({value:l})=>l),n.open=!1,n.said=[h("paper.found",{n:a.terms.length}),...a.notes].join(" "),n.before.length||(n.before=null),s.replace(t,a.terms),!0;n.problem=a.busy?h("paper.busy"):a.problem||h("paper.empty")}catch{n.problem=h("paper.failed")}finally{n.busy=!1,s.render()}return!1}function xe(s,t){let e=K(t);s.replace(t,e.before),Object.assign(e,{before:null,said:"",problem:""}),s.render()}function vt(s,t,e){Object.assign(K(t),{problem:e,said:""}),s.render()}var Qt=0;function rt(s,{fresh:t=!1,like:e=null}={}){return Qt+=1,{id:e?.id??`e${Qt}`,value:s,fresh:t,open:e?.open??t}}var U=s=>["list","said","paper"].includes(s.kind);function Xt(s,t={}){if(!s.parts)return"";let e=Object.entries(s.parts).map(([i,n])=>[i,n==="choice"?y.choices[i][i==="kind"?y.choices.kind.length-1:0]:""]);return{...Object.fromEntries(e),...t}}function te(s,t){return s.parts?Object.fromEntries(Object.entries(t).map(([e,i])=>[e,s.parts[e]==="words"?i.join(", "):i])):t}function we(s,t){return s.parts?Object.fromEntries(Object.entries(t).map(([e,i])=>[e,s.parts[e]==="words"?i.split(",").map(j).filter(Boolean):i])):t}var j=s=>s.replaceAll(/\s+/g," ").trim();function G(s,t){return s.parts?Object.entries(s.parts).every(([e,i])=>i==="choice"||!j(t[e])):!j(t)}function Zt(s,t){if(!U(s))return j(t);let e=t.map(i=>s.parts?Object.fromEntries(Object.entries(i).map(([n,r])=>[n,Array.isArray(r)?r.map(j):j(r)])):j(i));return JSON.stringify(e.filter(i=>!G(s,te(s,i))))}var ot=class{constructor(t){this.held={},this.seen={},this.kept={},this.refused={},this.taken={},this.removed={},this.misfits=new Map;for(let e of Object.keys(v))this.fill(e,t[e])}fill(t,e){let i=v[t],n=Array.isArray(this.held[t])?this.held[t]:[];this.seen[t]=e,this.held[t]=U(i)?e.map((r,o)=>rt(te(i,r),{like:n[o]})):e,i.kind==="said"&&this.#e(t,i),this.kept[t]=JSON.stringify(this.value(t)),delete this.refused[t],delete this.taken[t],this.#t(t)}#e(t,e){for(let i of y.choices.about){let n=this.held[t].some(r=>r.value.about===i);i!=="other"&&!n&&this.held[t].push(rt(Xt(e,{about:i})))}}value(t){let e=v[t];return U(e)?this.held[t].filter(i=>!i.fresh).map(i=>we(e,i.value)):this.held[t]}isKept(t){return JSON.stringify(this.value(t))===this.kept[t]}get unkept(){return Object.keys(v).filter(t=>!this.isKept(t))}changes(){return this.unkept.filter(t=>!(t in this.taken)&&JSON.stringify(this.value(t))!==this.refused[t]).map(t=>({place:t,seen:this.seen[t],value:this.value(t)}))}ids(t){return U(v[t])?this.held[t].filter(e=>!e.fresh).map(e=>e.id):[]}answered(t,e,i,n){for(let{place:o,value:a}of t)this.#s(o,a,e[o],i,n);let r=new Set(t.map(({place:o})=>o));for(let[o,a]of Object.entries(i.values)){let l=JSON.stringify(a)!==JSON.stringify(this.seen[o]);!r.has(o)&&l&&this.isKept(o)&&this.fill(o,a)}}#s(t,e,i,n,r){this.#t(t);let o=n.values[t],a=n.misfits.filter(({way:l})=>l[0]===t);for(let{way:l,text:p}of a){let m=l.length>1&&this.held[t].find(({id:d})=>d===i[l[1]]);m&&(m.open=!0),this.misfits.set(l.length>1?[t,i[l[1]],...l.slice(2)].join("/"):t,p)}if(a.length)this.refused[t]=JSON.stringify(e);else if(n.taken.includes(t))this.taken[t]=o;else{this.kept[t]=JSON.stringify(e),this.seen[t]=o,delete this.refused[t];let l=v[t];Zt(l,e)!==Zt(l,o)&&this.isKept(t)&&(U(l)||!r(t))&&this.fill(t,o)}}settle(t){this.isKept(t)&&this.held[t]!==this.seen[t]&&this.fill(t,this.seen[t])}takeTheirs(t){this.fill(t,this.taken[t])}keepMine(t){this.seen[t]=this.taken[t],delete this.taken[t]}#t(t){for(let e of this.misfits.keys())(e===t||e.startsWith(`${t}/`))&&this.misfits.delete(e)}entries(t){return this.held[t]}add(t,e){let i=rt(Xt(v[t],e),{fresh:!0});return this.held[t].push(i),i}remove(t,e){let i=this.held[t].findIndex(r=>r.id===e),[n]=this.held[t].splice(i,1);return this.removed[t]=G(v[t],n.value)?void 0:{index:i,entry:n},i}undo(t){let{index:e,entry:i}=this.removed[t];return this.held[t].splice(e,0,i),this.removed[t]=void 0,i}move(t,e,i){let n=this.held[t],r=n.findIndex(a=>a.id===e),o=r+i;o<0||o>=n.length||([n[r],n[o]]=[n[o],n[r]])}replace(t,e){this.removed[t]=void 0,this.held[t]=e.map(i=>rt(i))}count(t){return t.blocks.reduce((e,i)=>i.always?e:U(i)?e+this.held[i.place].filter(n=>!G(i,n.value)).length:e+(j(this.held[i.place])?1:0),0)}};var ee=60,g=(...s)=>["f",...s].join("-").replaceAll(/[^\w-]+/g,"-");function ie(s,t){return t.kind==="paper"?zt(s,t):t.kind==="list"?Se(s,t):t.kind==="said"?Be(s,t):Te(s,t)}function Te(s,t){let{place:e}=t;return c`<div class="field ${t.half?"half":""}" data-place=${e}>
    ${At({id:g(e),label:h(`fields.${e}.label`),hint:h(`fields.${e}.hint`),always:t.settles,kind:t.kind,choice:t.choice,value:s.sheet.held[e],problem:s.sheet.misfits.get(e),point:s.point(e,null,""),onInput(i){s.sheet.held[e]=i,s.touched(e)},onLeave:()=>s.left(t)})}
    ${W(s,e)}
  </div>`}function At({id:s,label:t,hint:e="",problem:i,point:n,unseen:r=!1,always:o=!1,...a}){let l=n?.note?`${o?`${e} `:""}${n.note}`:e,p=[l&&`${s}-note`,i&&`${s}-problem`].filter(Boolean).join(" ");return c`<label for=${s} class=${r?"unseen":""}>${t}</label>
    ${Oe({id:s,describedBy:p,problem:i,...a})}
    ${l?c`<p class="hint ${n?.open?"point":""} ${n?.met?"met":""}" id="${s}-note">${l}</p>`:u}
    ${i?c`<p class="error" id="${s}-problem">${i}</p>`:u}`}function Oe({id:s,kind:t,choice:e,value:i,describedBy:n,problem:r,onInput:o,onLeave:a,onEnter:l}){let p=n||u,m=r?"true":u,d=f=>o(f.target.value);return t==="choice"?c`<select id=${s} aria-describedby=${p} aria-invalid=${m} .value=${N(i)} @change=${d}>
      ${y.choices[e].map(f=>c`<option value=${f} ?selected=${f===i}>${h(`choices.${e}.${f}`)}</option>`)}
    </select>`:t==="long"||t==="line"?c`<textarea
      id=${s} dir="auto" rows=${t==="line"?1:2} autocomplete="off"
      aria-describedby=${p} aria-invalid=${m}
      .value=${N(i)} @input=${d} @change=${a}
      @keydown=${f=>l&&f.key==="Enter"&&!f.shiftKey&&!f.isComposing&&l(f)}
    ></textarea>`:c`<input
    id=${s} type="text" dir="auto" autocomplete="off"
    aria-describedby=${p} aria-invalid=${m}
    .value=${N(i)} @input=${d} @change=${a}
  >`}function W(s,t){if(!(t in s.sheet.taken))return u;let e=Ee(v[t],s.sheet.taken[t]);return c`<div class="note clash" role="group">
    <p>${h("taken.text")}</p>
    <p dir="auto">${h("taken.there",{text:e||h("taken.nothing")})}</p>
    <p class="buttons">
      <button type="button" @click=${()=>s.resolved(t,"theirs")}>${h("taken.theirs")}</button>
      <button type="button" @click=${()=>s.resolved(t,"mine")}>${h("taken.mine")}</button>
    </p>
  </div>`}function Ee(s,t){return Array.isArray(t)?t.map(e=>`“${at(ne(e))}”`).join(", "):t&&`“${at(t)}”`}var ne=s=>typeof s=="string"?s:s.title||s.name||s.text||s.situation||s.action||"",at=s=>s.length>ee?`${s.slice(0,ee).trimEnd()}…`:s;function re(s,t,e){return at(ne(t.value))||h(`fields.${s}.one`,{n:e})}function Se(s,t){let{place:e}=t,i=s.sheet.entries(e),n=t.hint?c`<p class="hint">${h(`fields.${e}.hint`)}</p>`:u;return c`<fieldset class="list" data-place=${e}>
    <legend class=${t.alone?"unseen":""}>${h(`fields.${e}.label`)}</legend>
    ${Ce(s,e)} ${n} ${W(s,e)}
    <ol>
      ${S(je(s,e,i),Ne,r=>r.removed?nt(s,e,r.removed):Ie(s,t,r,i))}
    </ol>
    <button type="button" class="add" data-add @click=${()=>s.add(e)}>${h(`fields.${e}.add`)}</button>
  </fieldset>`}var Ne=s=>s.removed?"removed":s.id;function je(s,t,e){let i=s.sheet.removed[t];return i?e.toSpliced(i.index,0,{removed:i}):e}function Ce(s,t){return s.pointsOf(t).map(e=>c`<p class="hint point ${e.met?"met":""}">${e.note}</p>`)}function nt(s,t,{entry:e,index:i}){let n=re(t,e,i+1);return c`<li class="undo">
    <span dir="auto">${h("removed",{name:n})}</span>
    <button type="button" id=${g(t,"undo")} @click=${()=>s.undo(t)}>${h("undo")}</button>
  </li>`}function Ie(s,t,e,i){let n=i.indexOf(e)+1,r=re(t.place,e,n),o=c`<span class="tools">
    ${t.ordered&&i.length>1?c`${se(s,t,e,"up","↑",r,n===1)}
        ${se(s,t,e,"down","↓",r,n===i.length)}`:u}
    <button type="button" class="tool" data-remove aria-label=${h("remove_named",{name:r})} title=${h("remove")}
      @click=${()=>s.remove(t.place,e.id)}>×</button>
  </span>`;if(!t.parts)return c`<li class="row" data-entry>${Me(s,t,e,n)} ${o}</li>`;let a=Object.entries(t.parts).map(([l,p])=>_t(s,t,e,l,p));return t.folded?c`<li class="card folded" data-entry>
    <details ?open=${N(e.open)} @toggle=${l=>{e.open=l.target.open}}>
      <summary><span dir="auto">${r}</span></summary>
      ${a} ${o}
    </details>
  </li>`:c`<li class="card" data-entry>${a} ${o}</li>`}function se(s,t,e,i,n,r,o){let a=i==="up"?-1:1;return c`<button type="button" class="tool" id=${g(t.place,e.id,i)} data-move=${i}
    aria-label=${h(i,{name:r})} title=${h(i,{name:r})} aria-disabled=${o?"true":u}
    @click=${l=>!o&&s.move(t.place,e.id,a,l.currentTarget.id)}>${n}</button>`}function Me(s,t,e,i){return c`<div class="field">
    ${At({id:g(t.place,e.id),label:h(`fields.${t.place}.one`,{n:i}),unseen:!0,kind:"line",value:e.value,problem:s.sheet.misfits.get(`${t.place}/${e.id}`),onInput(n){Object.assign(e,{value:n,fresh:!1}),s.touched(t.place)},onLeave:()=>s.left(t),onEnter(n){n.preventDefault(),s.add(t.place,e.id)}})}
  </div>`}function _t(s,t,e,i,n,r=h(`fields.${t.place}.parts.${i}`),o=null){return c`<div class="field">
    ${At({id:g(t.place,e.id,i),label:r,kind:n,choice:i,value:e.value[i],problem:s.sheet.misfits.get(`${t.place}/${e.id}/${i}`),point:o??s.point(t.place,He(s,t,e),i),onInput(a){e.value[i]=a,n!=="choice"&&(e.fresh=!1),s.touched(t.place)},onLeave:()=>s.left(t)})}
  </div>`}function He(s,t,e){return s.sheet.entries(t.place).filter(i=>!G(t,i.value)||!i.fresh).indexOf(e)}function Be(s,t){let{place:e}=t,i=s.sheet.entries(e),n=y.choices.about.filter(a=>a!=="other").map(a=>i.find(l=>l.value.about===a)).filter(Boolean),r=i.filter(a=>!n.includes(a)),o=a=>h(`choices.about.${a.value.about}`);return c`<fieldset class="list" data-place=${e}>
    <legend>${h(`fields.${e}.label`)}</legend>
    ${W(s,e)}
    ${S(n,a=>a.id,a=>_t(s,t,a,"text","long",o(a),s.point(e,null,a.value.about)??{}))}
    <ol>
      ${S(r,a=>a.id,a=>c`<li class="row" data-entry>
        ${_t(s,t,a,"text","long",o(a),{})}
        <span class="tools"><button type="button" class="tool" data-remove title=${h("remove")}
          aria-label=${h("remove_named",{name:at(a.value.text)||o(a)})}
          @click=${()=>s.remove(e,a.id)}>×</button></span>
      </li>`)}
      ${s.sheet.removed[e]?nt(s,e,s.sheet.removed[e]):u}
    </ol>
    <button type="button" class="add" data-add @click=${()=>s.add(e,null,{about:"other"})}>${h(`fields.${e}.add`)}</button>
  </fieldset>`}var oe=[2e3,5e3,1e4,2e4],lt=class{constructor(t,{changed:e,busy:i}){this.sheet=t,this.changed=e,this.busy=i,this.state="",this.problem="",this.failed=0,this.working=!1,this.again=!1}get pending(){return this.working||this.sheet.changes().length>0}get failing(){return this.sheet.unkept.length>0&&(this.failed>0||this.sheet.changes().length===0)}later(){clearTimeout(this.timer),this.timer=setTimeout(()=>this.now(),800)}async now({look:t=!1}={}){clearTimeout(this.timer);let e=this.sheet.changes();if(this.working&&(this.again=!0),this.working||!e.length&&!t)return;let i=Object.fromEntries(e.map(({place:r})=>[r,this.sheet.ids(r)]));this.working=!0,this.again=!1;let n=await this.#e(e);this.working=!1,n&&this.sheet.answered(e,i,n,this.busy),this.changed(n),this.failed?this.timer=setTimeout(()=>this.now({look:!0}),oe[Math.min(this.failed,oe.length)-1]):this.again?await this.now():this.sheet.changes().length&&this.later()}async#e(t){let e=JSON.stringify({changes:t});try{let i=await fetch("/dossier",{method:"PUT",headers:{"Content-Type":"application/json",Accept:"application/json"},body:e,keepalive:e.length<6e4});if(i.ok)return this.#s(await i.json(),t.length>0);if(i.status!==409)throw new Error(String(i.status));let{problems:n,broken:r}=await i.json();this.#t(r?"broken":"problem",n.join(" "))}catch{this.#t("offline","")}return null}#s(t,e){return(e||this.failed)&&(this.state="kept"),this.failed=0,this.problem="",t}#t(t,e){this.failed+=1,this.state=t,this.problem=e}};var Pe=3,kt=class{constructor(t,e){this.root=t,this.status=e,this.sheet=new ot(y.values),this.open=ae(y.open),this.shown=this.open,this.keeping=new lt(this.sheet,{changed:i=>this.kept(i),busy:i=>document.activeElement?.id===g(i)}),this.chapter=null}go({focus:t=!0}={}){let e=location.hash.slice(1);if(e==="main")return;this.chapter=O.find(({id:n})=>n===e)??null,this.shown=this.open,this.sheet.removed={},this.render();let i=this.chapter?h(`chapters.${this.chapter.id}.title`):h("title");document.title=document.title.replace(/^.*(?= · )/,()=>i),t&&(scrollTo(0,0),this.root.querySelector("h1").focus({preventScroll:!0}))}point(t,e,i){let n=this.shown.find(a=>a.place===t&&a.index===e&&a.part===i);if(!n)return null;let r=this.open.some(({key:a})=>a===n.key),o=n.index===null&&this.isBlank(n);return n.note??=o||n.index!==null?n.why:`${n.text} ${n.why}`,{note:n.note,open:r,met:!r&&n.note!==n.why}}isBlank({place:t}){return v[t].kind!=="text"&&v[t].kind!=="long"?!0:!this.sheet.held[t]}pointsOf(t){return this.shown.filter(e=>e.place===t&&e.index===null&&!e.part).map(e=>({note:`${e.text} ${e.why}`,met:!this.open.some(({key:i})=>i===e.key)}))}show(t){let{id:e}=it(t);location.hash.slice(1)!==e&&(history.pushState(null,"",`#${e}`),this.go()),this.root.querySelector("[aria-invalid], .clash button")?.focus()}touched(){this.keeping.later(),this.render()}async left(t){await this.keeping.now(),t.settles&&document.activeElement?.id!==g(t.place)&&this.sheet.settle(t.place),this.render()}add(t,e=null,i={}){let n=this.sheet.add(t,i);if(e){let r=this.sheet.entries(t);r.splice(r.findIndex(({id:o})=>o===e)+1,0,r.pop())}this.render(),this.focus(t,n)}remove(t,e){let i=this.sheet.remove(t,e);this.act(t);let n=this.sheet.entries(t)[Math.max(0,i-1)],r=document.getElementById(g(t,"undo"));r?r.focus():n?this.focus(t,n):this.root.querySelector(`[data-place="${t}"] [data-add]`)?.focus()}undo(t){let e=this.sheet.undo(t);this.act(t),this.focus(t,e)}move(t,e,i,n){this.sheet.move(t,e,i),this.act(t),document.getElementById(n)?.focus()}replace(t,e){this.sheet.replace(t,e),this.act(t)}act(){this.render(),this.keeping.now()}focus(t,e){let{parts:i,kind:n}=v[t],r=n==="said"?"text":i&&Object.keys(i)[0];e.open=!0,this.render(),document.getElementById(r?g(t,e.id,r):g(t,e.id))?.focus()}resolved(t,e){e==="theirs"?this.sheet.takeTheirs(t):this.sheet.keepMine(t),this.act(),document.getElementById(g(t))?.focus()}kept(t){t&&(this.open=ae(t.open)),(!this.root.contains(document.activeElement)||!this.chapter)&&(this.shown=this.open),this.render()}render(){bt(this.chapter?Ue(this,this.chapter):Le(this),this.root),bt(De(this),this.status)}},ae=s=>s.map(Gt).filter(Boolean),he=(s,t)=>s.open.filter(({place:e})=>it(e)===t);function Le(s){let t=s.open.slice(0,Pe);return c`<div class="overview">
    <h1 tabindex="-1">${h("title")}</h1>
    <p class="lead">${h("lead")}</p>
    <section class="most card" aria-labelledby="most">
      <h2 id="most">${t.length?h("most"):h("nothing_open")}</h2>
      ${t.length?c`<ul>
            ${t.map(({place:e,text:i,why:n})=>c`<li>
              <a href="#${it(e).id}" dir="auto">${i}</a>
              <span class="hint">${n}</span>
            </li>`)}
          </ul>`:c`<p><a class="button main" href="/">${h("rehearse")}</a></p>`}
    </section>
    <nav aria-label=${h("chapters_named")}><ol class="chapters">${O.map(e=>Re(s,e))}</ol></nav>
  </div>`}function Re(s,t){return c`<li>
    <a href="#${t.id}">${h(`chapters.${t.id}.title`)}</a>
    <span class="why">${h(`chapters.${t.id}.why`)}</span>
    ${de(s,t)}
  </li>`}function de(s,t){let e=s.sheet.count(t),i=he(s,t).length;return c`<span class="counts">
    ${e?c`<span>${h("entries",{n:e})}</span>`:u}
    ${i?c`<span class="open">${h("open",{n:i})}</span>`:u}
  </span>`}function Ue(s,t){let e=O.indexOf(t),[i,n]=[O[e-1],O[e+1]],r=o=>h(`chapters.${o.id}.title`);return c`<div class="chapter-page">
    <nav class="side" aria-label=${h("chapters_named")}>
      <p><a href="#">${h("all")}</a></p>
      <ol>
        ${O.map(o=>c`<li>
          <a href="#${o.id}" aria-current=${o===t?"page":u}>${r(o)}</a>
          <span class="dot ${he(s,o).length?"open":""}" aria-hidden="true"></span>
        </li>`)}
      </ol>
    </nav>
    <section class="chapter" @focusout=${()=>s.keeping.now()}>
      <header>
        <h1 tabindex="-1">${r(t)}</h1>
        <p class="lead">${h(`chapters.${t.id}.why`)}</p>
        ${de(s,t)}
      </header>
      <form autocomplete="off" @submit=${o=>o.preventDefault()}>
        ${S(t.blocks,({place:o})=>o,o=>ie(s,o))}
      </form>
      <div class="turn">
        ${i?c`<a href="#${i.id}">${h("previous",{title:r(i)})}</a>`:u}
        ${n?c`<a class="onward" href="#${n.id}">${h("next",{title:r(n)})}</a>`:u}
      </div>
    </section>
  </div>`}function De(s){let{keeping:t,sheet:e}=s,i=Object.keys(e.taken)[0],n=[...e.misfits.keys()][0]?.split("/")[0],r=["offline","problem","broken"].includes(t.state),o=r?h(`keeping.${t.state}`,{problem:t.problem}):n?h("keeping.misfit"):i?h("keeping.taken"):t.state?h("keeping.all_kept"):"",a=n??i;return c`<div class="keeping ${r||a?"wrong":""} ${t.pending?"pending":""} ${o?"":"silent"}">
    <p role="status">${o}</p>
    ${r?c`<button type="button" @click=${()=>t.now({look:!0})}>${h("keeping.retry")}</button>`:u}
    ${!r&&a?c`<button type="button" @click=${()=>s.show(a)}>${h("keeping.misfit_go")}</button>`:u}
  </div>`}var le=document.querySelector("[data-dossier]");if(le){let s=new kt(le,document.querySelector("[data-keeping]"));addEventListener("hashchange",()=>s.go()),document.addEventListener("visibilitychange",()=>s.keeping.now({look:document.visibilityState==="visible"})),addEventListener("beforeunload",t=>{s.keeping.now(),s.keeping.failing&&t.preventDefault()}),s.go({focus:!1})}
/*! Bundled license information:

lit-html/lit-html.js:
lit-html/directive.js:
lit-html/directives/repeat.js:
  (**
   * @license
   * Copyright 2017 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)

lit-html/directive-helpers.js:
lit-html/directives/live.js:
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
