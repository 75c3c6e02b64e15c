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
var u=[250,500,1e3,2e3],a=8,S=1001;function y(){let e=sessionStorage.getItem("tab");return e||(e=crypto.randomUUID(),sessionStorage.setItem("tab",e)),e}function p({view:e="other",onMessage:r=()=>{},onState:t=()=>{}}){let n=null,o=0,d=!1;function l(){let s=new URLSearchParams({tab:y(),view:e});n=new WebSocket(`ws://${location.host}/live?${s}`),n.addEventListener("open",()=>t("open")),n.addEventListener("message",c=>{o=0,r(JSON.parse(c.data))}),n.addEventListener("close",c=>{d||(o=c.code===S?a+1:o+1,t(o>a?"gone":"broken"),o<=a&&setTimeout(l,u[Math.min(o-1,u.length-1)]))})}return addEventListener("pagehide",()=>{d=!0,n.close()}),addEventListener("pageshow",s=>s.persisted&&location.reload()),l(),{send(s){n.readyState===WebSocket.OPEN&&n.send(JSON.stringify(s))}}}var g=document.querySelector("[data-running]"),f=document.querySelector("[data-gone]");p({onMessage(e){g&&e.type==="stage"&&(g.hidden=["idle","ended","failed"].includes(e.stage.phase))},onState(e){f&&(f.hidden=e!=="gone")}});var{texts:m,given:E}=document.body.dataset,h=JSON.parse(m),I=JSON.parse(E);function i(e,r={}){let t=e.split(".").reduce((n,o)=>n[o],h);return typeof t=="object"&&(t=r.n===1?t.one:t.other),t.replaceAll(/\{(\w+)\}/g,(n,o)=>r[o])}var v=4e3;async function b(e){let r=document.getElementById(e.getAttribute("data-copy")),t=e.closest(".letter").querySelector("[role=status]");try{await navigator.clipboard.writeText(r.textContent),t.textContent=i("copied")}catch{getSelection().selectAllChildren(r),t.textContent=i("selected")}setTimeout(()=>{t.textContent=""},v)}for(let e of document.querySelectorAll("[data-copy]"))e.addEventListener("click",()=>b(e));document.querySelector("[data-print]")?.addEventListener("click",()=>print());
