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
var p=[250,500,1e3,2e3],i=8,y=1001,g=1013;function m(){let e=sessionStorage.getItem("tab");return e||(e=crypto.randomUUID(),sessionStorage.setItem("tab",e)),e}function f({view:e="other",onMessage:n=()=>{},onState:t=()=>{}}){let o=null,r=0,l=!1;function u(){let s=new URLSearchParams({tab:m(),view:e});o=new WebSocket(`ws://${location.host}/live?${s}`),o.addEventListener("open",()=>t("open")),o.addEventListener("message",c=>{r=0,n(JSON.parse(c.data))}),o.addEventListener("close",c=>{l||(r=[y,g].includes(c.code)?i+1:r+1,t(r>i?"gone":"broken",c.code===g?c.reason:""),r<=i&&setTimeout(u,p[Math.min(r-1,p.length-1)]))})}return addEventListener("pagehide",()=>{l=!0,o.close()}),addEventListener("pageshow",s=>s.persisted&&location.reload()),u(),{send(s){o.readyState===WebSocket.OPEN&&o.send(JSON.stringify(s))}}}var S=document.querySelector("[data-running]"),a=document.querySelector("[data-gone]");f({onMessage(e){S&&e.type==="stage"&&(S.hidden=["idle","ended","failed"].includes(e.stage.phase))},onState(e,n){a&&(a.hidden=e!=="gone",n&&(a.textContent=n))}});var{texts:E,given:h}=document.body.dataset,b=JSON.parse(E),N=JSON.parse(h);function d(e,n={}){let t=e.split(".").reduce((o,r)=>o[r],b);return typeof t=="object"&&(t=n.n===1?t.one:t.other),t.replaceAll(/\{(\w+)\}/g,(o,r)=>n[r])}var x=4e3;async function L(e){let n=document.getElementById(e.getAttribute("data-copy")),t=e.closest(".letter").querySelector("[role=status]");try{await navigator.clipboard.writeText(n.textContent),t.textContent=d("copied")}catch{getSelection().selectAllChildren(n),t.textContent=d("selected")}setTimeout(()=>{t.textContent=""},x)}for(let e of document.querySelectorAll("[data-copy]"))e.addEventListener("click",()=>L(e));document.querySelector("[data-print]")?.addEventListener("click",()=>print());
