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
var Q=globalThis,pe=t=>t,D=Q.trustedTypes,he=D?D.createPolicy("lit-html",{createHTML:t=>t}):void 0,X="$lit$",A=`lit$${Math.random().toFixed(9).slice(2)}$`,Z="?"+A,ct=`<${Z}>`,S=document,O=()=>S.createComment(""),I=t=>t===null||typeof t!="object"&&typeof t!="function",ee=Array.isArray,_e=t=>ee(t)||typeof t?.[Symbol.iterator]=="function",J=`[ 	
\f\r]`,L=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ue=/-->/g,fe=/>/g,x=RegExp(`>|${J}(?:([^\\s"'>=/]+)(${J}*=${J}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),$e=/'/g,ge=/"/g,ve=/^(?:script|style|textarea|title)$/i,te=t=>(e,...s)=>({_$litType$:t,strings:e,values:s}),d=te(1),Qt=te(2),Xt=te(3),E=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),me=new WeakMap,T=S.createTreeWalker(S,129);function Ae(t,e){if(!ee(t)||!t.hasOwnProperty("raw"))throw Error("invalid template strings array");return he!==void 0?he.createHTML(e):e}var be=(t,e)=>{let s=t.length-1,n=[],i,r=e===2?"<svg>":e===3?"<math>":"",o=L;for(let c=0;c<s;c++){let a=t[c],u,g,p=-1,$=0;for(;$<a.length&&(o.lastIndex=$,g=o.exec(a),g!==null);)$=o.lastIndex,o===L?g[1]==="!--"?o=ue:g[1]!==void 0?o=fe:g[2]!==void 0?(ve.test(g[2])&&(i=RegExp("</"+g[2],"g")),o=x):g[3]!==void 0&&(o=x):o===x?g[0]===">"?(o=i??L,p=-1):g[1]===void 0?p=-2:(p=o.lastIndex-g[2].length,u=g[1],o=g[3]===void 0?x:g[3]==='"'?ge:$e):o===ge||o===$e?o=x:o===ue||o===fe?o=L:(o=x,i=void 0);let f=o===x&&t[c+1].startsWith("/>")?" ":"";r+=o===L?a+ct:p>=0?(n.push(u),a.slice(0,p)+X+a.slice(p)+A+f):a+A+(p===-2?c:f)}return[Ae(t,r+(t[s]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),n]},q=class t{constructor({strings:e,_$litType$:s},n){let i;this.parts=[];let r=0,o=0,c=e.length-1,a=this.parts,[u,g]=be(e,s);if(this.el=t.createElement(u,n),T.currentNode=this.el.content,s===2||s===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(i=T.nextNode())!==null&&a.length<c;){if(i.nodeType===1){if(i.hasAttributes())for(let p of i.getAttributeNames())if(p.endsWith(X)){let $=g[o++],f=i.getAttribute(p).split(A),_=/([.?@])?(.*)/.exec($);a.push({type:1,index:r,name:_[2],strings:f,ctor:_[1]==="."?B:_[1]==="?"?U:_[1]==="@"?V:C}),i.removeAttribute(p)}else p.startsWith(A)&&(a.push({type:6,index:r}),i.removeAttribute(p));if(ve.test(i.tagName)){let p=i.textContent.split(A),$=p.length-1;if($>0){i.textContent=D?D.emptyScript:"";for(let f=0;f<$;f++)i.append(p[f],O()),T.nextNode(),a.push({type:2,index:++r});i.append(p[$],O())}}}else if(i.nodeType===8)if(i.data===Z)a.push({type:2,index:r});else{let p=-1;for(;(p=i.data.indexOf(A,p+1))!==-1;)a.push({type:7,index:r}),p+=A.length-1}r++}}static createElement(e,s){let n=S.createElement("template");return n.innerHTML=e,n}};function N(t,e,s=t,n){if(e===E)return e;let i=n!==void 0?s._$Co?.[n]:s._$Cl,r=I(e)?void 0:e._$litDirective$;return i?.constructor!==r&&(i?._$AO?.(!1),r===void 0?i=void 0:(i=new r(t),i._$AT(t,s,n)),n!==void 0?(s._$Co??=[])[n]=i:s._$Cl=i),i!==void 0&&(e=N(t,i._$AS(t,e.values),i,n)),e}var R=class{constructor(e,s){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=s}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:s},parts:n}=this._$AD,i=(e?.creationScope??S).importNode(s,!0);T.currentNode=i;let r=T.nextNode(),o=0,c=0,a=n[0];for(;a!==void 0;){if(o===a.index){let u;a.type===2?u=new M(r,r.nextSibling,this,e):a.type===1?u=new a.ctor(r,a.name,a.strings,this,e):a.type===6&&(u=new j(r,this,e)),this._$AV.push(u),a=n[++c]}o!==a?.index&&(r=T.nextNode(),o++)}return T.currentNode=S,i}p(e){let s=0;for(let n of this._$AV)n!==void 0&&(n.strings!==void 0?(n._$AI(e,n,s),s+=n.strings.length-2):n._$AI(e[s])),s++}},M=class t{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,s,n,i){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=e,this._$AB=s,this._$AM=n,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,s=this._$AM;return s!==void 0&&e?.nodeType===11&&(e=s.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,s=this){e=N(this,e,s),I(e)?e===h||e==null||e===""?(this._$AH!==h&&this._$AR(),this._$AH=h):e!==this._$AH&&e!==E&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):_e(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==h&&I(this._$AH)?this._$AA.nextSibling.data=e:this.T(S.createTextNode(e)),this._$AH=e}$(e){let{values:s,_$litType$:n}=e,i=typeof n=="number"?this._$AC(e):(n.el===void 0&&(n.el=q.createElement(Ae(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===i)this._$AH.p(s);else{let r=new R(i,this),o=r.u(this.options);r.p(s),this.T(o),this._$AH=r}}_$AC(e){let s=me.get(e.strings);return s===void 0&&me.set(e.strings,s=new q(e)),s}k(e){ee(this._$AH)||(this._$AH=[],this._$AR());let s=this._$AH,n,i=0;for(let r of e)i===s.length?s.push(n=new t(this.O(O()),this.O(O()),this,this.options)):n=s[i],n._$AI(r),i++;i<s.length&&(this._$AR(n&&n._$AB.nextSibling,i),s.length=i)}_$AR(e=this._$AA.nextSibling,s){for(this._$AP?.(!1,!0,s);e!==this._$AB;){let n=pe(e).nextSibling;pe(e).remove(),e=n}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},C=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,s,n,i,r){this.type=1,this._$AH=h,this._$AN=void 0,this.element=e,this.name=s,this._$AM=i,this.options=r,n.length>2||n[0]!==""||n[1]!==""?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=h}_$AI(e,s=this,n,i){let r=this.strings,o=!1;if(r===void 0)e=N(this,e,s,0),o=!I(e)||e!==this._$AH&&e!==E,o&&(this._$AH=e);else{let c=e,a,u;for(e=r[0],a=0;a<r.length-1;a++)u=N(this,c[n+a],s,a),u===E&&(u=this._$AH[a]),o||=!I(u)||u!==this._$AH[a],u===h?e=h:e!==h&&(e+=(u??"")+r[a+1]),this._$AH[a]=u}o&&!i&&this.j(e)}j(e){e===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},B=class extends C{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===h?void 0:e}},U=class extends C{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==h)}},V=class extends C{constructor(e,s,n,i,r){super(e,s,n,i,r),this.type=5}_$AI(e,s=this){if((e=N(this,e,s,0)??h)===E)return;let n=this._$AH,i=e===h&&n!==h||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,r=e!==h&&(n===h||i);i&&this.element.removeEventListener(this.name,this,n),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},j=class{constructor(e,s,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=s,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){N(this,e)}},we={M:X,P:A,A:Z,C:1,L:be,R,D:_e,V:N,I:M,H:C,N:U,U:V,B,F:j},dt=Q.litHtmlPolyfillSupport;dt?.(q,M),(Q.litHtmlVersions??=[]).push("3.3.3");var ke=(t,e,s)=>{let n=s?.renderBefore??e,i=n._$litPart$;if(i===void 0){let r=s?.renderBefore??null;n._$litPart$=i=new M(e.insertBefore(O(),r),r,void 0,s??{})}return i._$AI(t),i};var ye=["feedback","choosing"];function xe(t,{tell:e,onChange:s}){let n=null,i=0;function r(a=!1){n&&(n=null,t.pause(),e(!1,i),s(null,a))}function o(){n&&(t.currentTime>=n.end+.8?r():requestAnimationFrame(o))}function c(a,u){r(),n=a,i=u.step,e(!0,i),t.getAttribute("src")!==u.feedback.take&&(t.src=u.feedback.take),t.currentTime=Math.max(a.start-.8,0),t.play().then(()=>o(),g=>g.name!=="AbortError"&&n===a&&r(!0)),s(n,!1)}return t.addEventListener("ended",()=>r()),t.addEventListener("pause",()=>t.paused&&r()),t.addEventListener("error",()=>r(!0)),t.addEventListener("timeupdate",()=>n&&t.currentTime>=n.end+.8&&r()),{stop:()=>r(),toggle(a,u){n&&n.start===a.start&&n.end===a.end?r():u.feedback?.take&&ye.includes(u.phase)&&c(a,u)},follow(a){n&&(ye.includes(a.phase)?a.step!==i&&(i=a.step,e(!0,i)):r())}}}var Te={d:"done",w:"not done",r:"again",s:"skip",q:"quit",enter:"done"},pt="input, textarea, select, audio, video, [contenteditable]",ht="a[href], button, summary, label, [role=button], [role=link]";function Se(t){document.addEventListener("keydown",e=>{let s=e.key.toLowerCase();if(e.repeat&&(s==="enter"||s===" ")){e.target.closest("button")&&e.preventDefault();return}e.repeat||e.defaultPrevented||e.isComposing||e.ctrlKey||e.metaKey||e.altKey||e.target.closest(pt)||s==="enter"&&e.target.closest(ht)||Object.hasOwn(Te,s)&&t(Te[s])})}var{texts:ut,given:ft}=document.body.dataset,$t=JSON.parse(ut),ss=JSON.parse(ft);function l(t,e={}){let s=t.split(".").reduce((n,i)=>n[i],$t);return typeof s=="object"&&(s=e.n===1?s.one:s.other),s.replaceAll(/\{(\w+)\}/g,(n,i)=>e[i])}var b=t=>d`<h2 id="phase" data-heading tabindex="-1">${t}</h2>`;function w(t){let e=Math.max(Math.floor(t),0);return`${Math.floor(e/60)}:${String(e%60).padStart(2,"0")}`}function Ee(t){let e=l("question.number",t);return t.is_follow_up?`${e}, ${l("question.follow_up").toLowerCase()}`:e}function Ne(t){return t>=90?l("ended.minutes",{n:Math.round(t/60)}):l("ended.seconds",{n:Math.round(t)})}var Ce=-60,gt=-12,mt={elapsed:0,level_db:-100,speaking:!1,waiting:0,countdown:null,text:""},se=(t,e)=>Math.min(Math.max(t/e,0),1);function Me(t){let e={},s=0;function n(o,c){o&&o.textContent!==c&&(o.textContent=c)}function i(o){let c=o!==null;s=c?Math.max(s,o):0,e.deck.classList.toggle("counting",c);let a=Math.max(Math.ceil(o),1);n(e.countdown,c?l("listening.countdown",{n:a}):l("listening.hint")),c&&(e.left.style.transform=`scaleX(${se(o,s).toFixed(3)})`)}function r({speaking:o,waiting:c}){return o?"speaking":c===null?"pause":"begin"}return{attach(){e={};for(let o of t.querySelectorAll("[data-part]"))e[o.dataset.part]=o;e.meter||e.deck?.classList.remove("counting")},show(o,c){if(!e.meter)return;o??=mt;let a=se(o.level_db-Ce,gt-Ce);e.meter.style.setProperty("--level",a.toFixed(2)),e.meter.classList.toggle("speaking",o.speaking),n(e.state,l(`listening.${r(o)}`)),n(e.clock,w(o.elapsed));let[u,g]=c.zone;e.elapsed.setAttribute("transform",`scale(${se(o.elapsed,ne(c.zone)).toFixed(4)} 1)`);let p=o.elapsed<u?"short_of_zone":o.elapsed<=g?"in_zone":"past_zone";n(e.where,l(`listening.${p}`,{low:w(u),high:w(g)})),e.transcript.classList.toggle("empty",!o.text),n(e.words,o.text),i(o.countdown)}}}var ne=([,t])=>t*1.5;var _t=8e3,He=600,Le=t=>t?.moment?.countdown!=null,vt=t=>t.length>He?`${t.slice(0,He)} …`:t;function Ie(t,e){let s=-1/0,n=!1;function i(o,c){let a=c.filter(Boolean).map(vt).join(" ");a&&(o.textContent=a)}function r(o,c){!Le(c)||Le(o)||performance.now()-s<_t||(s=performance.now(),i(e,[l("news.countdown",{n:Math.max(Math.ceil(c.moment.countdown),1)})]))}return{follow(o,c){let a=o?.step!==c.step;i(t,[...a?At[c.phase]?.(c,o)??[]:[],...Oe(a?[]:o?.reminders,c.reminders),...o?Oe(o.notices,c.notices):[]]),a&&["stuck","failed"].includes(c.phase)&&i(e,[c.problem]),a||r(o,c)},connection(o,c){o==="broken"&&!n&&i(t,[c]),o==="open"&&n&&i(t,[l("news.back")]),n=o!=="open"}}}var At={starting:()=>[l("starting.title")],asking:({asked:t})=>{let e=Ee(t);return[t.spoken?l("news.asking",{kind:e}):l("news.asking_shown",{kind:e,text:t.text})]},listening:()=>[l("news.listening")],waiting:({ended:t,waiting_for:e},s)=>[t!==s?.ended&&t,e],feedback:({feedback:t})=>[l("feedback.title"),...t.core.map(({tone:e,text:s})=>l(`news.feedback_${e}`,{text:s}))],choosing:({last:t,feedback:e,ended:s})=>[!e&&s,l(t?"choosing.last":"choosing.next")],ended:({closing:t})=>[l("ended.kept"),t.strength,t.habit]};function Oe(t=[],e=[]){let s=new Set(t);return e.filter(n=>!s.has(n))}var qe={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Pe=t=>(...e)=>({_$litDirective$:t,values:e}),W=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,s,n){this._$Ct=e,this._$AM=s,this._$Ci=n}_$AS(e,s){return this.update(e,s)}update(e,s){return this.render(...s)}};var{I:bt}=we,De=t=>t;var Re=()=>document.createComment(""),H=(t,e,s)=>{let n=t._$AA.parentNode,i=e===void 0?t._$AB:e._$AA;if(s===void 0){let r=n.insertBefore(Re(),i),o=n.insertBefore(Re(),i);s=new bt(r,o,t,t.options)}else{let r=s._$AB.nextSibling,o=s._$AM,c=o!==t;if(c){let a;s._$AQ?.(t),s._$AM=t,s._$AP!==void 0&&(a=t._$AU)!==o._$AU&&s._$AP(a)}if(r!==i||c){let a=s._$AA;for(;a!==r;){let u=De(a).nextSibling;De(n).insertBefore(a,i),a=u}}}return s},k=(t,e,s=t)=>(t._$AI(e,s),t),wt={},Be=(t,e=wt)=>t._$AH=e,Ue=t=>t._$AH,G=t=>{t._$AR(),t._$AA.remove()};var Ve=(t,e,s)=>{let n=new Map;for(let i=e;i<=s;i++)n.set(t[i],i);return n},je=Pe(class extends W{constructor(t){if(super(t),t.type!==qe.CHILD)throw Error("repeat() can only be used in text expressions")}dt(t,e,s){let n;s===void 0?s=e:e!==void 0&&(n=e);let i=[],r=[],o=0;for(let c of t)i[o]=n?n(c,o):o,r[o]=s(c,o),o++;return{values:r,keys:i}}render(t,e,s){return this.dt(t,e,s).values}update(t,[e,s,n]){let i=Ue(t),{values:r,keys:o}=this.dt(e,s,n);if(!Array.isArray(i))return this.ut=o,r;let c=this.ut??=[],a=[],u,g,p=0,$=i.length-1,f=0,_=r.length-1;for(;p<=$&&f<=_;)if(i[p]===null)p++;else if(i[$]===null)$--;else if(c[p]===o[f])a[f]=k(i[p],r[f]),p++,f++;else if(c[$]===o[_])a[_]=k(i[$],r[_]),$--,_--;else if(c[p]===o[_])a[_]=k(i[p],r[_]),H(t,a[_+1],i[p]),p++,_--;else if(c[$]===o[f])a[f]=k(i[$],r[f]),H(t,i[p],i[$]),$--,f++;else if(u===void 0&&(u=Ve(o,f,_),g=Ve(c,p,$)),u.has(c[p]))if(u.has(c[$])){let v=g.get(o[f]),Y=v!==void 0?i[v]:null;if(Y===null){let de=H(t,i[p]);k(de,r[f]),a[f]=de}else a[f]=k(Y,r[f]),H(t,i[p],Y),i[v]=null;f++}else G(i[$]),$--;else G(i[p]),p++;for(;f<=_;){let v=H(t,a[_+1]);k(v,r[f]),a[f++]=v}for(;p<=$;){let v=i[p++];v!==null&&G(v)}return this.ut=o,Be(t,a),E}});var kt={asking:{done:"answer_now",again:"hear_again",skip:"skip",quit:"stop"},listening:{done:"done","not done":"not_done",again:"start_over",skip:"skip",quit:"stop"},feedback:{done:"go_on",again:"answer_again",quit:"stop"},choosing:{done:"next",again:"answer_again",quit:"stop"},stuck:{done:"try_again",quit:"stop"},waiting:{skip:"go_on_without",quit:"stop"}},yt={done:"main big","not done":"big not-done"};function Ge(t,e){let{stage:s,steers:n}=t;return d`
    <div class="deck" data-part="deck">
      ${Object.hasOwn(We,s.phase)?xt(l(s.can_skip?"waiting.hint_skip":We[s.phase])):h}
      ${n?Tt(t,e):Et(e)}
    </div>
  `}var We={asking:"asking.hint",listening:"listening.hint",waiting:"waiting.hint"},xt=t=>d`
  <div class="silence">
    <p data-part="countdown" .textContent=${t}></p>
    <div class="left" aria-hidden="true"><i data-part="left"></i></div>
  </div>
`;function Tt({stage:t,pressed:e},s){return t.commands.length?d`
    <div class="buttons" role="group" aria-label=${l("commands.label")}>
      ${je(t.commands,n=>n,n=>d`
          <button
            type="button" class="${yt[n]??"other"} ${e===n?"pressed":""}"
            data-command=${n} @click=${i=>i.detail<2&&s.press(n)}
          >
            ${St(t,n)} <kbd>${l(`keys.${n}`)}</kbd>
          </button>
        `)}
    </div>
  `:h}function St({phase:t,last:e},s){let n=t==="choosing"&&s==="done"&&e?"finish":kt[t][s],i=d`<span>${l(`commands.${n}`)}</span>`;return s==="quit"&&t!=="stuck"?d`${i} <span class="aside">(${l("commands.all_is_kept")})</span>`:i}var Et=t=>d`
  <div class="watching">
    <p><b>${l("watching.title")}</b> ${l("watching.text")}</p>
    <button type="button" @click=${t.takeOver}>${l("watching.take_over")}</button>
  </div>
`;var z=t=>d`<h1 data-heading tabindex="-1">${t}</h1>`,ze=()=>d`
  <div class="whole">
    ${z(l("idle.title"))}
    <p class="lead">${l("idle.text")}</p>
    <p class="ways"><a class="button main big" href="/">${l("idle.start")}</a></p>
  </div>
`,Fe=()=>d`
  <div class="whole">
    <div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>
    ${z(l("starting.title"))}
    <p class="lead">${l("starting.text")}</p>
    <p class="soft">${l("starting.breathe")}</p>
  </div>
`,Ke=({problem:t})=>d`
  <div class="whole">
    ${z(l("failed.title"))}
    <p class="problem" dir="auto">${t}</p>
    <p class="ways"><a class="button main big" href="/">${l("failed.home")}</a></p>
  </div>
`;function Ye({closing:t}){let{answered:e,asked:s,session:n}=t;return d`
    <div class="whole closing">
      ${z(l(e?"ended.title":"ended.title_none"))}
      <p class="lead">
        ${e?d`${l("ended.answered",{answered:e,n:s})}, ${Ne(t.spoken_s)}.`:l("ended.none")}
      </p>
      <dl class="sum">${["strength","habit","tip"].map(i=>Nt(i,t[i]))}</dl>
      <p class=${n?"soft":"problem"}>${l(n?"ended.kept":"ended.not_kept")}</p>
      <p class="ways">
        ${n?d`<a class="button main big" href="/sessions/${n}">${l("ended.hear")}</a>`:h}
        <a class="button" href="/">${l("ended.again")}</a>
        <a class="button" href="/progress">${l("ended.progress")}</a>
      </p>
    </div>
  `}var Nt=(t,e)=>e?d`<div class=${t}><dt>${l(`ended.${t}`)}</dt><dd dir="auto">${e}</dd></div>`:h;function ie(t,e){let{stage:s}=t,n=s.feedback;if(!n)return d`
      <div class="quiet-middle">
        ${b(l("feedback.title"))}
        <p class="lead" dir="auto">${s.ended||l("feedback.no_answer")}</p>
      </div>
    `;let i=r=>Ct(r,t,e);return d`
    <div>
      ${b(l("feedback.title"))}
      <p class="soft" dir="auto">${s.ended}</p>
    </div>
    <div class="points">${n.core.length?n.core.map(i):d`<p>${l("feedback.nothing")}</p>`}</div>
    <p class="error" role="alert" ?hidden=${!t.unplayable}>${l("feedback.not_playable")}</p>
    ${n.words?Mt(n.words):h}
    ${n.others.length?Ht(n.others,t,e):h}
  `}function Ct(t,e,s){return d`
    <article class="point ${t.tone}">
      <h3>${l(`feedback.${t.tone}`)}</h3>
      <p dir="auto">${t.text}</p>
      ${Je(t,e,s)}
    </article>
  `}function Je(t,{stage:e,steers:s,playing:n},i){return!s||!e.feedback.take||!t.spots.length?h:d`
    <ul class="spots">
      ${t.spots.map(r=>{let o=n?.start===r.start&&n?.end===r.end;return d`
          <li>
            <button type="button" class="chip ${o?"playing":""}" aria-pressed=${o} @click=${()=>i.hear(r)}>
              <span class="icon play" aria-hidden="true"></span>
              <span>${l("feedback.hear")}</span>
              ${r.text?d`<bdi class="chip-text">“${r.text}”</bdi>`:h}
              <span class="at">${w(r.start)}</span>
            </button>
          </li>
        `})}
    </ul>
  `}var Mt=t=>d`
  <section class="said" aria-labelledby="said">
    <h3 id="said">${l("feedback.words")}</h3>
    <blockquote dir="auto">${t}</blockquote>
  </section>
`,Ht=(t,e,s)=>d`
  <details class="others">
    <summary>${l("feedback.others",{n:t.length})}</summary>
    <ul>
      ${t.map(n=>d`<li><p dir="auto">${n.text}</p>${Je(n,e,s)}</li>`)}
    </ul>
  </details>
`,Qe=({core:t})=>t.length?d`
        <section class="earlier-points" aria-labelledby="earlier">
          <h2 id="earlier">${l("feedback.earlier")}</h2>
          <ul>
            ${t.map(({tone:e,text:s})=>d`
                <li class=${e}><b>${l(`feedback.${e}`)}</b> <span dir="auto">${s}</span></li>
              `)}
          </ul>
        </section>
      `:h;var Lt=Array.from({length:13});function Xe({stage:t,pressed:e}){let s=e==="not done"?l("commands.not_done_taken"):t.reminders.at(-1);return d`
    <div class="live">
      <div class="meter" data-part="meter" aria-hidden="true">${Lt.map(()=>d`<i></i>`)}</div>
      <div class="says">
        ${b(l("listening.title"))}
        <p class="state" data-part="state" .textContent=${l("listening.begin")}></p>
        <p class="reminder" dir="auto">${s??h}</p>
      </div>
      <p class="clock"><span class="unseen">${l("listening.clock")}</span> <b data-part="clock" .textContent=${w(0)}></b></p>
    </div>
    ${Ot(t.asked.zone)}
    <div
      class="so-far" data-part="transcript" tabindex="0" role="region" aria-label=${l("listening.transcript")}
    >
      <p class="words" dir="auto" data-part="words"></p>
      <p class="soft none">${l(t.transcribes?"listening.no_words_yet":"listening.no_words")}</p>
    </div>
  `}function Ot(t){let[e,s]=t.map(n=>100*n/ne(t));return d`
    <div class="length">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" y="3" width="100" height="4"></rect>
        <rect class="zone" x=${e} width=${s-e} height="10"></rect>
        <rect class="value" data-part="elapsed" y="3" width="100" height="4" transform="scale(0 1)"></rect>
      </svg>
      <p class="soft" data-part="where"></p>
    </div>
  `}var It=160,qt=360;function Ze({asked:t,phase:e}){let s=["feedback","choosing"].includes(e)?"small-now":"",n=s?"":t.greeting,r=t.text.length+n.length>qt?"endless":t.text.length>It?"long":"";return d`
    <header class="asked ${s}">
      <p class="kind">
        <span>${l("question.number",t)}</span>
        ${t.is_follow_up?d`<span class="badge">${l("question.follow_up")}</span>`:h}
        ${t.asked_by?d`<bdi class="who">${t.asked_by}</bdi>`:h}
      </p>
      ${Pt(t.text,n,r)}
    </header>
  `}function Pt(t,e,s){let n=d`
    ${e?d`<p class="greeting" dir="auto">${e}</p>`:h}
    <h1 class=${s} dir="auto">${t}</h1>
  `;return s!=="endless"?n:d`<div class="scrolled" tabindex="0" role="region" aria-label=${l("question.whole")}>${n}</div>`}var Dt=3;function tt(t,e){let{stage:s}=t,n={idle:ze,starting:Fe,ended:Ye,failed:Ke}[s.phase];return n?d`${n(s)} ${et(s.notices)}`:d`
    ${s.asked?Ze(s):d`<h1 data-heading tabindex="-1">${l("title")}</h1>`}
    <section class="turn card" aria-labelledby="phase">
      <div class="phase">${Bt[s.phase](t,e)}</div>
      ${Ge(t,e)}
    </section>
    ${et(s.notices)} ${Rt.includes(s.phase)&&s.feedback?Qe(s.feedback):h}
  `}var Rt=["asking","listening","waiting","stuck"],Bt={asking:({stage:t})=>d`
    <div class="quiet-middle">
      <div class=${t.asked.spoken?"voice spoken":"voice"} aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></div>
      ${b(l(t.asked.spoken?"asking.title":"asking.shown"))}
      <p class="soft">${l(t.asked.spoken?"asking.text":"asking.silent")}</p>
    </div>
  `,listening:t=>Xe(t),waiting:({stage:t,stopping:e})=>d`
    <div class="quiet-middle">
      <div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>
      ${b(e?l("commands.stopping"):t.ended||t.waiting_for||l("waiting.moment"))}
      <p class="soft" dir="auto">${(e||t.ended)&&t.waiting_for?t.waiting_for:l("waiting.next")}</p>
    </div>
  `,feedback:(t,e)=>ie(t,e),choosing:(t,e)=>ie(t,e),stuck:({stage:t})=>d`
    <div class="quiet-middle">
      ${b(l("stuck.title"))}
      <p class="problem" dir="auto">${t.problem}</p>
      <p class="soft">${l("stuck.kept")}</p>
    </div>
  `};function et(t){return t.length?d`
    <section class="notices" aria-labelledby="notices">
      <h2 id="notices" class="unseen">${l("notices")}</h2>
      <ul>
        ${t.slice(-Dt).map(e=>d`<li dir="auto">${e}</li>`)}
      </ul>
    </section>
  `:h}var st=[250,500,1e3,2e3],oe=8,Ut=1001,nt=1013;function Vt(){let t=sessionStorage.getItem("tab");return t||(t=crypto.randomUUID(),sessionStorage.setItem("tab",t)),t}function it({view:t="other",onMessage:e=()=>{},onState:s=()=>{}}){let n=null,i=0,r=!1;function o(){let c=new URLSearchParams({tab:Vt(),view:t});n=new WebSocket(`ws://${location.host}/live?${c}`),n.addEventListener("open",()=>s("open")),n.addEventListener("message",a=>{i=0,e(JSON.parse(a.data))}),n.addEventListener("close",a=>{r||(i=[Ut,nt].includes(a.code)?oe+1:i+1,s(i>oe?"gone":"broken",a.code===nt?a.reason:""),i<=oe&&setTimeout(o,st[Math.min(i-1,st.length-1)]))})}return addEventListener("pagehide",()=>{r=!0,n.close()}),addEventListener("pageshow",c=>c.persisted&&location.reload()),o(),{send(c){n.readyState===WebSocket.OPEN&&n.send(JSON.stringify(c))}}}var jt=300,Wt=6e3,Gt=["asking","waiting","feedback","choosing"],y=document.querySelector("[data-stage]"),ot=document.querySelector("[data-lost]"),rt=document.querySelector("[data-gone]"),m={stage:null,steers:!1,pressed:null,stopping:!1,playing:null,unplayable:!1},F={step:null,since:0},re=!1,ae=!1,le=it({view:"rehearsal",onMessage:zt,onState:Yt}),ce=Ie(document.querySelector("[data-news]"),document.querySelector("[data-urgent]")),at=Me(y),K=xe(document.querySelector("[data-take]"),{tell:(t,e)=>le.send({hear:t,step:e}),onChange(t,e){Object.assign(m,{playing:t,unplayable:e}),P(!0)}}),lt={press(t){let{stage:e,steers:s}=m;!e||!s||!e.commands.includes(t)||e.phase==="listening"&&t==="done"&&performance.now()-F.since<jt||(K.stop(),le.send({command:t,step:e.step}),m.pressed=t,m.stopping||=t==="quit",t==="not done"&&setTimeout(Kt,Wt,e.step),P(!0))},hear:t=>K.toggle(t,m.stage),takeOver:()=>le.send({take_over:!0})};Se(lt.press);function zt(t){let e=m.stage;if(t.type==="moment"){if(!e)return;let s=e.reminders.length;m.stage={...e,moment:t.moment,reminders:t.reminders},ce.follow(e,m.stage),P(t.reminders.length!==s)}else t.type==="stage"&&(Ft(t.stage),m.steers=t.steers,ce.follow(e,t.stage),P(!0))}function Ft(t){t.step!==m.stage?.step&&(m.pressed=null,Gt.includes(t.phase)||(m.stopping=!1)),m.stage=t,K.follow(t)}function Kt(t){m.stage.step!==t||m.pressed!=="not done"||(m.pressed=null,P(!0))}function Yt(t,e){t!=="open"&&K.stop(),ot.hidden=t!=="broken",rt.hidden=t!=="gone",e&&(rt.textContent=e),ce.connection(t,ot.textContent)}function P(t){ae||=t,!re&&(re=!0,requestAnimationFrame(()=>{re=!1,ae&&(ae=!1,Jt()),at.show(m.stage.moment,m.stage.asked)}))}function Jt(){let t=y.contains(document.activeElement)?document.activeElement:null;y.dataset.drawn||(y.replaceChildren(),y.dataset.drawn="true"),ke(tt(m,lt),y),y.dataset.phase=m.stage.phase,F.step!==m.stage.step&&(F={step:m.stage.step,since:F.step===null?-1/0:performance.now()}),at.attach(),t&&!t.isConnected&&y.querySelector("[data-heading]")?.focus({preventScroll:!0})}
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
  (**
   * @license
   * Copyright 2020 Google LLC
   * SPDX-License-Identifier: BSD-3-Clause
   *)
*/
