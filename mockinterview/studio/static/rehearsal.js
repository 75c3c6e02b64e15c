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
var Q=globalThis,he=e=>e,D=Q.trustedTypes,ue=D?D.createPolicy("lit-html",{createHTML:e=>e}):void 0,X="$lit$",A=`lit$${Math.random().toFixed(9).slice(2)}$`,Z="?"+A,pt=`<${Z}>`,E=document,O=()=>E.createComment(""),I=e=>e===null||typeof e!="object"&&typeof e!="function",ee=Array.isArray,ve=e=>ee(e)||typeof e?.[Symbol.iterator]=="function",J=`[ 	
\f\r]`,L=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,fe=/-->/g,$e=/>/g,x=RegExp(`>|${J}(?:([^\\s"'>=/]+)(${J}*=${J}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ge=/'/g,me=/"/g,Ae=/^(?:script|style|textarea|title)$/i,te=e=>(t,...s)=>({_$litType$:e,strings:t,values:s}),d=te(1),ts=te(2),ss=te(3),S=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),_e=new WeakMap,T=E.createTreeWalker(E,129);function be(e,t){if(!ee(e)||!e.hasOwnProperty("raw"))throw Error("invalid template strings array");return ue!==void 0?ue.createHTML(t):t}var we=(e,t)=>{let s=e.length-1,n=[],i,r=t===2?"<svg>":t===3?"<math>":"",o=L;for(let c=0;c<s;c++){let a=e[c],u,g,p=-1,$=0;for(;$<a.length&&(o.lastIndex=$,g=o.exec(a),g!==null);)$=o.lastIndex,o===L?g[1]==="!--"?o=fe:g[1]!==void 0?o=$e:g[2]!==void 0?(Ae.test(g[2])&&(i=RegExp("</"+g[2],"g")),o=x):g[3]!==void 0&&(o=x):o===x?g[0]===">"?(o=i??L,p=-1):g[1]===void 0?p=-2:(p=o.lastIndex-g[2].length,u=g[1],o=g[3]===void 0?x:g[3]==='"'?me:ge):o===me||o===ge?o=x:o===fe||o===$e?o=L:(o=x,i=void 0);let f=o===x&&e[c+1].startsWith("/>")?" ":"";r+=o===L?a+pt:p>=0?(n.push(u),a.slice(0,p)+X+a.slice(p)+A+f):a+A+(p===-2?c:f)}return[be(e,r+(e[s]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),n]},q=class e{constructor({strings:t,_$litType$:s},n){let i;this.parts=[];let r=0,o=0,c=t.length-1,a=this.parts,[u,g]=we(t,s);if(this.el=e.createElement(u,n),T.currentNode=this.el.content,s===2||s===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(i=T.nextNode())!==null&&a.length<c;){if(i.nodeType===1){if(i.hasAttributes())for(let p of i.getAttributeNames())if(p.endsWith(X)){let $=g[o++],f=i.getAttribute(p).split(A),_=/([.?@])?(.*)/.exec($);a.push({type:1,index:r,name:_[2],strings:f,ctor:_[1]==="."?B:_[1]==="?"?U:_[1]==="@"?V:C}),i.removeAttribute(p)}else p.startsWith(A)&&(a.push({type:6,index:r}),i.removeAttribute(p));if(Ae.test(i.tagName)){let p=i.textContent.split(A),$=p.length-1;if($>0){i.textContent=D?D.emptyScript:"";for(let f=0;f<$;f++)i.append(p[f],O()),T.nextNode(),a.push({type:2,index:++r});i.append(p[$],O())}}}else if(i.nodeType===8)if(i.data===Z)a.push({type:2,index:r});else{let p=-1;for(;(p=i.data.indexOf(A,p+1))!==-1;)a.push({type:7,index:r}),p+=A.length-1}r++}}static createElement(t,s){let n=E.createElement("template");return n.innerHTML=t,n}};function N(e,t,s=e,n){if(t===S)return t;let i=n!==void 0?s._$Co?.[n]:s._$Cl,r=I(t)?void 0:t._$litDirective$;return i?.constructor!==r&&(i?._$AO?.(!1),r===void 0?i=void 0:(i=new r(e),i._$AT(e,s,n)),n!==void 0?(s._$Co??=[])[n]=i:s._$Cl=i),i!==void 0&&(t=N(e,i._$AS(e,t.values),i,n)),t}var R=class{constructor(t,s){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=s}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:s},parts:n}=this._$AD,i=(t?.creationScope??E).importNode(s,!0);T.currentNode=i;let r=T.nextNode(),o=0,c=0,a=n[0];for(;a!==void 0;){if(o===a.index){let u;a.type===2?u=new M(r,r.nextSibling,this,t):a.type===1?u=new a.ctor(r,a.name,a.strings,this,t):a.type===6&&(u=new j(r,this,t)),this._$AV.push(u),a=n[++c]}o!==a?.index&&(r=T.nextNode(),o++)}return T.currentNode=E,i}p(t){let s=0;for(let n of this._$AV)n!==void 0&&(n.strings!==void 0?(n._$AI(t,n,s),s+=n.strings.length-2):n._$AI(t[s])),s++}},M=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,s,n,i){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=t,this._$AB=s,this._$AM=n,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,s=this._$AM;return s!==void 0&&t?.nodeType===11&&(t=s.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,s=this){t=N(this,t,s),I(t)?t===h||t==null||t===""?(this._$AH!==h&&this._$AR(),this._$AH=h):t!==this._$AH&&t!==S&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ve(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==h&&I(this._$AH)?this._$AA.nextSibling.data=t:this.T(E.createTextNode(t)),this._$AH=t}$(t){let{values:s,_$litType$:n}=t,i=typeof n=="number"?this._$AC(t):(n.el===void 0&&(n.el=q.createElement(be(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===i)this._$AH.p(s);else{let r=new R(i,this),o=r.u(this.options);r.p(s),this.T(o),this._$AH=r}}_$AC(t){let s=_e.get(t.strings);return s===void 0&&_e.set(t.strings,s=new q(t)),s}k(t){ee(this._$AH)||(this._$AH=[],this._$AR());let s=this._$AH,n,i=0;for(let r of t)i===s.length?s.push(n=new e(this.O(O()),this.O(O()),this,this.options)):n=s[i],n._$AI(r),i++;i<s.length&&(this._$AR(n&&n._$AB.nextSibling,i),s.length=i)}_$AR(t=this._$AA.nextSibling,s){for(this._$AP?.(!1,!0,s);t!==this._$AB;){let n=he(t).nextSibling;he(t).remove(),t=n}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},C=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,s,n,i,r){this.type=1,this._$AH=h,this._$AN=void 0,this.element=t,this.name=s,this._$AM=i,this.options=r,n.length>2||n[0]!==""||n[1]!==""?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=h}_$AI(t,s=this,n,i){let r=this.strings,o=!1;if(r===void 0)t=N(this,t,s,0),o=!I(t)||t!==this._$AH&&t!==S,o&&(this._$AH=t);else{let c=t,a,u;for(t=r[0],a=0;a<r.length-1;a++)u=N(this,c[n+a],s,a),u===S&&(u=this._$AH[a]),o||=!I(u)||u!==this._$AH[a],u===h?t=h:t!==h&&(t+=(u??"")+r[a+1]),this._$AH[a]=u}o&&!i&&this.j(t)}j(t){t===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},B=class extends C{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===h?void 0:t}},U=class extends C{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==h)}},V=class extends C{constructor(t,s,n,i,r){super(t,s,n,i,r),this.type=5}_$AI(t,s=this){if((t=N(this,t,s,0)??h)===S)return;let n=this._$AH,i=t===h&&n!==h||t.capture!==n.capture||t.once!==n.once||t.passive!==n.passive,r=t!==h&&(n===h||i);i&&this.element.removeEventListener(this.name,this,n),r&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},j=class{constructor(t,s,n){this.element=t,this.type=6,this._$AN=void 0,this._$AM=s,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(t){N(this,t)}},ke={M:X,P:A,A:Z,C:1,L:we,R,D:ve,V:N,I:M,H:C,N:U,U:V,B,F:j},ht=Q.litHtmlPolyfillSupport;ht?.(q,M),(Q.litHtmlVersions??=[]).push("3.3.3");var ye=(e,t,s)=>{let n=s?.renderBefore??t,i=n._$litPart$;if(i===void 0){let r=s?.renderBefore??null;n._$litPart$=i=new M(t.insertBefore(O(),r),r,void 0,s??{})}return i._$AI(e),i};var xe=["feedback","choosing"];function Te(e,{tell:t,onChange:s}){let n=null,i=0;function r(a=!1){n&&(n=null,e.pause(),t(!1,i),s(null,a))}function o(){n&&(e.currentTime>=n.end+.8?r():requestAnimationFrame(o))}function c(a,u){r(),n=a,i=u.step,t(!0,i),e.getAttribute("src")!==u.feedback.take&&(e.src=u.feedback.take),e.currentTime=Math.max(a.start-.8,0),e.play().then(()=>o(),g=>g.name!=="AbortError"&&n===a&&r(!0)),s(n,!1)}return e.addEventListener("ended",()=>r()),e.addEventListener("pause",()=>e.paused&&r()),e.addEventListener("error",()=>r(!0)),e.addEventListener("timeupdate",()=>n&&e.currentTime>=n.end+.8&&r()),{stop:()=>r(),toggle(a,u){n&&n.start===a.start&&n.end===a.end?r():u.feedback?.take&&xe.includes(u.phase)&&c(a,u)},follow(a){n&&(xe.includes(a.phase)?a.step!==i&&(i=a.step,t(!0,i)):r())}}}var Ee={d:"done",w:"not done",r:"again",s:"skip",q:"quit",enter:"done"},ut="input, textarea, select, audio, video, [contenteditable]",ft="a[href], button, summary, label, [role=button], [role=link]";function Se(e){document.addEventListener("keydown",t=>{let s=t.key.toLowerCase();if(t.repeat&&(s==="enter"||s===" ")){t.target.closest("button")&&t.preventDefault();return}t.repeat||t.defaultPrevented||t.isComposing||t.ctrlKey||t.metaKey||t.altKey||t.target.closest(ut)||s==="enter"&&t.target.closest(ft)||Object.hasOwn(Ee,s)&&e(Ee[s])})}var{texts:$t,given:gt}=document.body.dataset,mt=JSON.parse($t),rs=JSON.parse(gt);function l(e,t={}){let s=e.split(".").reduce((n,i)=>n[i],mt);return typeof s=="object"&&(s=t.n===1?s.one:s.other),s.replaceAll(/\{(\w+)\}/g,(n,i)=>t[i])}var b=e=>d`<h2 id="phase" data-heading tabindex="-1">${e}</h2>`;function w(e){let t=Math.max(Math.floor(e),0);return`${Math.floor(t/60)}:${String(t%60).padStart(2,"0")}`}function Ne(e){let t=l("question.number",e);return e.is_follow_up?`${t}, ${l("question.follow_up").toLowerCase()}`:t}function Ce(e){return e>=90?l("ended.minutes",{n:Math.round(e/60)}):l("ended.seconds",{n:Math.round(e)})}var Me=-60,_t=-12,vt={elapsed:0,level_db:-100,speaking:!1,waiting:0,countdown:null,text:""},se=(e,t)=>Math.min(Math.max(e/t,0),1);function He(e){let t={},s=0;function n(o,c){o&&o.textContent!==c&&(o.textContent=c)}function i(o){let c=o!==null;s=c?Math.max(s,o):0,t.deck.classList.toggle("counting",c);let a=Math.max(Math.ceil(o),1);n(t.countdown,c?l("listening.countdown",{n:a}):l("listening.hint")),c&&(t.left.style.transform=`scaleX(${se(o,s).toFixed(3)})`)}function r({speaking:o,waiting:c}){return o?"speaking":c===null?"pause":"begin"}return{attach(){t={};for(let o of e.querySelectorAll("[data-part]"))t[o.dataset.part]=o;t.meter||t.deck?.classList.remove("counting")},show(o,c){if(!t.meter)return;o??=vt;let a=se(o.level_db-Me,_t-Me);t.meter.style.setProperty("--level",a.toFixed(2)),t.meter.classList.toggle("speaking",o.speaking),n(t.state,l(`listening.${r(o)}`)),n(t.clock,w(o.elapsed));let[u,g]=c.zone;t.elapsed.setAttribute("transform",`scale(${se(o.elapsed,ne(c.zone)).toFixed(4)} 1)`);let p=o.elapsed<u?"short_of_zone":o.elapsed<=g?"in_zone":"past_zone";n(t.where,l(`listening.${p}`,{low:w(u),high:w(g)})),t.transcript.classList.toggle("empty",!o.text),n(t.words,o.text),i(o.countdown)}}}var ne=([,e])=>e*1.5;var At=8e3,Le=600,bt=(e,t)=>e?.asked?.awaits_voice&&!t.asked.awaits_voice&&!t.asked.spoken,Oe=e=>e?.moment?.countdown!=null,wt=e=>e.length>Le?`${e.slice(0,Le)} …`:e;function qe(e,t){let s=-1/0,n=!1;function i(o,c){let a=c.filter(Boolean).map(wt).join(" ");a&&(o.textContent=a)}function r(o,c){!Oe(c)||Oe(o)||performance.now()-s<At||(s=performance.now(),i(t,[l("news.countdown",{n:Math.max(Math.ceil(c.moment.countdown),1)})]))}return{follow(o,c){let a=o?.step!==c.step;i(e,[...a||bt(o,c)?kt[c.phase]?.(c,o)??[]:[],...Ie(a?[]:o?.reminders,c.reminders),...o?Ie(o.notices,c.notices):[]]),a&&["stuck","failed"].includes(c.phase)&&i(t,[c.problem]),a||r(o,c)},connection(o,c){o==="broken"&&!n&&i(e,[c]),o==="open"&&n&&i(e,[l("news.back")]),n=o!=="open"}}}var kt={starting:()=>[l("starting.title")],asking:({asked:e})=>{let t=Ne(e);return e.awaits_voice?[l("news.asking_awaited",{kind:t})]:[e.spoken?l("news.asking",{kind:t}):l("news.asking_shown",{kind:t,text:e.text})]},listening:()=>[l("news.listening")],waiting:({ended:e,waiting_for:t},s)=>[e!==s?.ended&&e,t],feedback:({feedback:e})=>[l("feedback.title"),...e.core.map(({tone:t,text:s})=>l(`news.feedback_${t}`,{text:s}))],choosing:({last:e,feedback:t,ended:s})=>[!t&&s,l(e?"choosing.last":"choosing.next")],ended:({closing:e})=>[l(e.asked?"ended.kept":"ended.nothing_asked"),e.strength,e.habit]};function Ie(e=[],t=[]){let s=new Set(e);return t.filter(n=>!s.has(n))}var Pe={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},De=e=>(...t)=>({_$litDirective$:e,values:t}),G=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,s,n){this._$Ct=t,this._$AM=s,this._$Ci=n}_$AS(t,s){return this.update(t,s)}update(t,s){return this.render(...s)}};var{I:yt}=ke,Re=e=>e;var Be=()=>document.createComment(""),H=(e,t,s)=>{let n=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(s===void 0){let r=n.insertBefore(Be(),i),o=n.insertBefore(Be(),i);s=new yt(r,o,e,e.options)}else{let r=s._$AB.nextSibling,o=s._$AM,c=o!==e;if(c){let a;s._$AQ?.(e),s._$AM=e,s._$AP!==void 0&&(a=e._$AU)!==o._$AU&&s._$AP(a)}if(r!==i||c){let a=s._$AA;for(;a!==r;){let u=Re(a).nextSibling;Re(n).insertBefore(a,i),a=u}}}return s},k=(e,t,s=e)=>(e._$AI(t,s),e),xt={},Ue=(e,t=xt)=>e._$AH=t,Ve=e=>e._$AH,W=e=>{e._$AR(),e._$AA.remove()};var je=(e,t,s)=>{let n=new Map;for(let i=t;i<=s;i++)n.set(e[i],i);return n},Ge=De(class extends G{constructor(e){if(super(e),e.type!==Pe.CHILD)throw Error("repeat() can only be used in text expressions")}dt(e,t,s){let n;s===void 0?s=t:t!==void 0&&(n=t);let i=[],r=[],o=0;for(let c of e)i[o]=n?n(c,o):o,r[o]=s(c,o),o++;return{values:r,keys:i}}render(e,t,s){return this.dt(e,t,s).values}update(e,[t,s,n]){let i=Ve(e),{values:r,keys:o}=this.dt(t,s,n);if(!Array.isArray(i))return this.ut=o,r;let c=this.ut??=[],a=[],u,g,p=0,$=i.length-1,f=0,_=r.length-1;for(;p<=$&&f<=_;)if(i[p]===null)p++;else if(i[$]===null)$--;else if(c[p]===o[f])a[f]=k(i[p],r[f]),p++,f++;else if(c[$]===o[_])a[_]=k(i[$],r[_]),$--,_--;else if(c[p]===o[_])a[_]=k(i[p],r[_]),H(e,a[_+1],i[p]),p++,_--;else if(c[$]===o[f])a[f]=k(i[$],r[f]),H(e,i[p],i[$]),$--,f++;else if(u===void 0&&(u=je(o,f,_),g=je(c,p,$)),u.has(c[p]))if(u.has(c[$])){let v=g.get(o[f]),Y=v!==void 0?i[v]:null;if(Y===null){let pe=H(e,i[p]);k(pe,r[f]),a[f]=pe}else a[f]=k(Y,r[f]),H(e,i[p],Y),i[v]=null;f++}else W(i[$]),$--;else W(i[p]),p++;for(;f<=_;){let v=H(e,a[_+1]);k(v,r[f]),a[f++]=v}for(;p<=$;){let v=i[p++];v!==null&&W(v)}return this.ut=o,Ue(e,a),S}});var Tt={starting:{quit:"stop"},asking:{done:"answer_now",again:"hear_again",skip:"skip",quit:"stop"},listening:{done:"done","not done":"not_done",again:"start_over",skip:"skip",quit:"stop"},feedback:{done:"go_on",again:"answer_again",quit:"stop"},choosing:{done:"next",again:"answer_again",quit:"stop"},stuck:{done:"try_again",quit:"stop"},waiting:{skip:"go_on_without",quit:"stop"}},Et=["starting","stuck"],St={done:"main big","not done":"big not-done"};function Ke(e,t){let{stage:s}=e;return d`
    <div class="deck" data-part="deck">
      ${Object.hasOwn(We,s.phase)?Nt(l(s.can_skip?"waiting.hint_skip":We[s.phase])):h}
      ${ie(e,t)}
    </div>
  `}var ie=(e,t)=>e.steers?Ct(e,t):Ht(t),We={asking:"asking.hint",listening:"listening.hint",waiting:"waiting.hint"},Nt=e=>d`
  <div class="silence">
    <p data-part="countdown" .textContent=${e}></p>
    <div class="left" aria-hidden="true"><i data-part="left"></i></div>
  </div>
`;function Ct({stage:e,pressed:t},s){return e.commands.length?d`
    <div class="buttons" role="group" aria-label=${l("commands.label")}>
      ${Ge(e.commands,n=>n,n=>d`
          <button
            type="button" class="${St[n]??"other"} ${t===n?"pressed":""}"
            data-command=${n} @click=${i=>i.detail<2&&s.press(n)}
          >
            ${Mt(e,n)} <kbd>${l(`keys.${n}`)}</kbd>
          </button>
        `)}
    </div>
  `:h}function Mt({phase:e,last:t},s){let n=e==="choosing"&&s==="done"&&t?"finish":Tt[e][s],i=d`<span>${l(`commands.${n}`)}</span>`;return s==="quit"&&!Et.includes(e)?d`${i} <span class="aside">(${l("commands.all_is_kept")})</span>`:i}var Ht=e=>d`
  <div class="watching">
    <p><b>${l("watching.title")}</b> ${l("watching.text")}</p>
    <button type="button" @click=${e.takeOver}>${l("watching.take_over")}</button>
  </div>
`;var K=e=>d`<h1 data-heading tabindex="-1">${e}</h1>`,ze=()=>d`
  <div class="whole">
    ${K(l("idle.title"))}
    <p class="lead">${l("idle.text")}</p>
    <p class="ways"><a class="button main big" href="/">${l("idle.start")}</a></p>
  </div>
`,Fe=(e,t)=>d`
  <div class="whole">
    <div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>
    ${K(l("starting.title"))}
    <p class="lead">${l("starting.text")}</p>
    <p class="soft">${l("starting.breathe")}</p>
    ${ie(e,t)}
  </div>
`,Ye=({stage:{problem:e}})=>d`
  <div class="whole">
    ${K(l("failed.title"))}
    <p class="problem" dir="auto">${e}</p>
    <p class="ways"><a class="button main big" href="/">${l("failed.home")}</a></p>
  </div>
`;function Je({stage:{closing:e}}){let{answered:t,asked:s,session:n}=e,i=n?"ended.kept":s?"ended.not_kept":"ended.nothing_asked";return d`
    <div class="whole closing">
      ${K(l(t?"ended.title":"ended.title_none"))}
      <p class="lead">
        ${t?d`${l("ended.answered",{answered:t,n:s})}, ${Ce(e.spoken_s)}.`:l("ended.none")}
      </p>
      <dl class="sum">${["strength","habit","tip"].map(r=>Lt(r,e[r]))}</dl>
      <p class=${s&&!n?"problem":"soft"}>${l(i)}</p>
      <p class="ways">
        ${n?d`<a class="button main big" href="/sessions/${n}">${l("ended.hear")}</a>`:h}
        <a class="button ${n?"":"main big"}" href="/">${l("ended.again")}</a>
        <a class="button" href="/progress">${l("ended.progress")}</a>
      </p>
    </div>
  `}var Lt=(e,t)=>t?d`<div class=${e}><dt>${l(`ended.${e}`)}</dt><dd dir="auto">${t}</dd></div>`:h;function oe(e,t){let{stage:s}=e,n=s.feedback;if(!n)return d`
      <div class="quiet-middle">
        ${b(l("feedback.title"))}
        <p class="lead" dir="auto">${s.ended||l("feedback.no_answer")}</p>
      </div>
    `;let i=r=>Ot(r,e,t);return d`
    <div>
      ${b(l("feedback.title"))}
      <p class="soft" dir="auto">${s.ended}</p>
    </div>
    <div class="points">${n.core.length?n.core.map(i):d`<p>${l("feedback.nothing")}</p>`}</div>
    <p class="error" role="alert" ?hidden=${!e.unplayable}>${l("feedback.not_playable")}</p>
    ${n.words?It(n.words):h}
    ${n.others.length?qt(n.others,e,t):h}
  `}function Ot(e,t,s){return d`
    <article class="point ${e.tone}">
      <h3>${l(`feedback.${e.tone}`)}</h3>
      <p dir="auto">${e.text}</p>
      ${Qe(e,t,s)}
    </article>
  `}function Qe(e,{stage:t,steers:s,playing:n},i){return!s||!t.feedback.take||!e.spots.length?h:d`
    <ul class="spots">
      ${e.spots.map(r=>{let o=n?.start===r.start&&n?.end===r.end;return d`
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
  `}var It=e=>d`
  <section class="said" aria-labelledby="said">
    <h3 id="said">${l("feedback.words")}</h3>
    <blockquote dir="auto">${e}</blockquote>
  </section>
`,qt=(e,t,s)=>d`
  <details class="others">
    <summary>${l("feedback.others",{n:e.length})}</summary>
    <ul>
      ${e.map(n=>d`<li><p dir="auto">${n.text}</p>${Qe(n,t,s)}</li>`)}
    </ul>
  </details>
`,Xe=({core:e})=>e.length?d`
        <section class="earlier-points" aria-labelledby="earlier">
          <h2 id="earlier">${l("feedback.earlier")}</h2>
          <ul>
            ${e.map(({tone:t,text:s})=>d`
                <li class=${t}><b>${l(`feedback.${t}`)}</b> <span dir="auto">${s}</span></li>
              `)}
          </ul>
        </section>
      `:h;var Pt=Array.from({length:13});function Ze({stage:e,pressed:t}){let s=t==="not done"?l("commands.not_done_taken"):e.reminders.at(-1);return d`
    <div class="live">
      <div class="meter" data-part="meter" aria-hidden="true">${Pt.map(()=>d`<i></i>`)}</div>
      <div class="says">
        ${b(l("listening.title"))}
        <p class="state" data-part="state" .textContent=${l("listening.begin")}></p>
        <p class="reminder" dir="auto">${s??h}</p>
      </div>
      <p class="clock"><span class="unseen">${l("listening.clock")}</span> <b data-part="clock" .textContent=${w(0)}></b></p>
    </div>
    ${Dt(e.asked.zone)}
    <div
      class="so-far" data-part="transcript" tabindex="0" role="region" aria-label=${l("listening.transcript")}
    >
      <p class="words" dir="auto" data-part="words"></p>
      <p class="soft none">${l(e.transcribes?"listening.no_words_yet":"listening.no_words")}</p>
    </div>
  `}function Dt(e){let[t,s]=e.map(n=>100*n/ne(e));return d`
    <div class="length">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" y="3" width="100" height="4"></rect>
        <rect class="zone" x=${t} width=${s-t} height="10"></rect>
        <rect class="value" data-part="elapsed" y="3" width="100" height="4" transform="scale(0 1)"></rect>
      </svg>
      <p class="soft" data-part="where"></p>
    </div>
  `}var Rt=160,Bt=360;function et({asked:e,phase:t}){let s=["feedback","choosing"].includes(t)?"small-now":"",n=s?"":e.greeting,r=e.text.length+n.length>Bt?"endless":e.text.length>Rt?"long":"";return d`
    <header class="asked ${s}">
      <p class="kind">
        <span>${l("question.number",e)}</span>
        ${e.is_follow_up?d`<span class="badge">${l("question.follow_up")}</span>`:h}
        ${e.asked_by?d`<bdi class="who">${e.asked_by}</bdi>`:h}
      </p>
      ${Ut(e.text,n,r)}
    </header>
  `}function Ut(e,t,s){let n=d`
    ${t?d`<p class="greeting" dir="auto">${t}</p>`:h}
    <h1 class=${s} dir="auto">${e}</h1>
  `;return s!=="endless"?n:d`<div class="scrolled" tabindex="0" role="region" aria-label=${l("question.whole")}>${n}</div>`}var Vt=3;function nt(e,t){let{stage:s}=e,n={idle:ze,starting:Fe,ended:Je,failed:Ye}[s.phase];return n?d`${n(e,t)} ${st(s.notices)}`:d`
    ${s.asked?et(s):d`<h1 data-heading tabindex="-1">${l("title")}</h1>`}
    <section class="turn card" aria-labelledby="phase">
      <div class="phase">${Gt[s.phase](e,t)}</div>
      ${Ke(e,t)}
    </section>
    ${st(s.notices)} ${jt.includes(s.phase)&&s.feedback?Xe(s.feedback):h}
  `}var jt=["asking","listening","waiting","stuck"],tt=e=>e.awaits_voice?"awaited":e.spoken?"spoken":"shown",Gt={asking:({stage:e})=>d`
    <div class="quiet-middle">
      ${e.asked.awaits_voice?d`<div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>`:d`<div class=${e.asked.spoken?"voice spoken":"voice"} aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></div>`}
      ${b(l(`asking.${tt(e.asked)}.title`))}
      <p class="soft">${l(`asking.${tt(e.asked)}.text`)}</p>
    </div>
  `,listening:e=>Ze(e),waiting:({stage:e,stopping:t})=>d`
    <div class="quiet-middle">
      <div class="dots" aria-hidden="true"><i></i><i></i><i></i></div>
      ${b(t?l("commands.stopping"):e.ended||e.waiting_for||l("waiting.moment"))}
      <p class="soft" dir="auto">${(t||e.ended)&&e.waiting_for?e.waiting_for:l("waiting.next")}</p>
    </div>
  `,feedback:(e,t)=>oe(e,t),choosing:(e,t)=>oe(e,t),stuck:({stage:e})=>d`
    <div class="quiet-middle">
      ${b(l("stuck.title"))}
      <p class="problem" dir="auto">${e.problem}</p>
      <p class="soft">${l("stuck.kept")}</p>
    </div>
  `};function st(e){return e.length?d`
    <section class="notices" aria-labelledby="notices">
      <h2 id="notices" class="unseen">${l("notices")}</h2>
      <ul>
        ${e.slice(-Vt).map(t=>d`<li dir="auto">${t}</li>`)}
      </ul>
    </section>
  `:h}var it=[250,500,1e3,2e3],re=8,Wt=1001,ot=1013;function Kt(){let e=sessionStorage.getItem("tab");return e||(e=crypto.randomUUID(),sessionStorage.setItem("tab",e)),e}function rt({view:e="other",onMessage:t=()=>{},onState:s=()=>{}}){let n=null,i=0,r=!1;function o(){let c=new URLSearchParams({tab:Kt(),view:e});n=new WebSocket(`ws://${location.host}/live?${c}`),n.addEventListener("open",()=>s("open")),n.addEventListener("message",a=>{i=0,t(JSON.parse(a.data))}),n.addEventListener("close",a=>{r||(i=[Wt,ot].includes(a.code)?re+1:i+1,s(i>re?"gone":"broken",a.code===ot?a.reason:""),i<=re&&setTimeout(o,it[Math.min(i-1,it.length-1)]))})}return addEventListener("pagehide",()=>{r=!0,n.close()}),addEventListener("pageshow",c=>c.persisted&&location.reload()),o(),{send(c){n.readyState===WebSocket.OPEN&&n.send(JSON.stringify(c))}}}var zt=300,Ft=6e3,Yt=["asking","waiting","feedback","choosing"],y=document.querySelector("[data-stage]"),at=document.querySelector("[data-lost]"),lt=document.querySelector("[data-gone]"),m={stage:null,steers:!1,pressed:null,stopping:!1,playing:null,unplayable:!1},z={step:null,since:0},ae=!1,le=!1,ce=rt({view:"rehearsal",onMessage:Jt,onState:Zt}),de=qe(document.querySelector("[data-news]"),document.querySelector("[data-urgent]")),ct=He(y),F=Te(document.querySelector("[data-take]"),{tell:(e,t)=>ce.send({hear:e,step:t}),onChange(e,t){Object.assign(m,{playing:e,unplayable:t}),P(!0)}}),dt={press(e){let{stage:t,steers:s}=m;!t||!s||!t.commands.includes(e)||t.phase==="listening"&&e==="done"&&performance.now()-z.since<zt||(F.stop(),ce.send({command:e,step:t.step}),m.pressed=e,m.stopping||=e==="quit",e==="not done"&&setTimeout(Xt,Ft,t.step),P(!0))},hear:e=>F.toggle(e,m.stage),takeOver:()=>ce.send({take_over:!0})};Se(dt.press);function Jt(e){let t=m.stage;if(e.type==="moment"){if(!t)return;let s=t.reminders.length;m.stage={...t,moment:e.moment,reminders:e.reminders},de.follow(t,m.stage),P(e.reminders.length!==s)}else e.type==="stage"&&(Qt(e.stage),m.steers=e.steers,de.follow(t,e.stage),P(!0))}function Qt(e){e.step!==m.stage?.step&&(m.pressed=null,Yt.includes(e.phase)||(m.stopping=!1)),m.stage=e,F.follow(e)}function Xt(e){m.stage.step!==e||m.pressed!=="not done"||(m.pressed=null,P(!0))}function Zt(e,t){e!=="open"&&F.stop(),at.hidden=e!=="broken",lt.hidden=e!=="gone",t&&(lt.textContent=t),de.connection(e,at.textContent)}function P(e){le||=e,!ae&&(ae=!0,requestAnimationFrame(()=>{ae=!1,le&&(le=!1,es()),ct.show(m.stage.moment,m.stage.asked)}))}function es(){let e=y.contains(document.activeElement)?document.activeElement:null;y.dataset.drawn||(y.replaceChildren(),y.dataset.drawn="true"),ye(nt(m,dt),y),y.dataset.phase=m.stage.phase,z.step!==m.stage.step&&(z={step:m.stage.step,since:z.step===null?-1/0:performance.now()}),ct.attach(),e&&!e.isConnected&&y.querySelector("[data-heading]")?.focus({preventScroll:!0})}
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
