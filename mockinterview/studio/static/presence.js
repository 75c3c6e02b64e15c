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
var c=[250,500,1e3,2e3],a=8,p=1001;function S(){let e=sessionStorage.getItem("tab");return e||(e=crypto.randomUUID(),sessionStorage.setItem("tab",e)),e}function l({view:e="other",onMessage:f=()=>{},onState:i=()=>{}}){let t=null,n=0,d=!1;function r(){let o=new URLSearchParams({tab:S(),view:e});t=new WebSocket(`ws://${location.host}/live?${o}`),t.addEventListener("open",()=>i("open")),t.addEventListener("message",s=>{n=0,f(JSON.parse(s.data))}),t.addEventListener("close",s=>{d||(n=s.code===p?a+1:n+1,i(n>a?"gone":"broken"),n<=a&&setTimeout(r,c[Math.min(n-1,c.length-1)]))})}return addEventListener("pagehide",()=>{d=!0,t.close()}),addEventListener("pageshow",o=>o.persisted&&location.reload()),r(),{send(o){t.readyState===WebSocket.OPEN&&t.send(JSON.stringify(o))}}}var g=document.querySelector("[data-running]"),u=document.querySelector("[data-gone]");l({onMessage(e){g&&e.type==="stage"&&(g.hidden=["idle","ended","failed"].includes(e.stage.phase))},onState(e){u&&(u.hidden=e!=="gone")}});
