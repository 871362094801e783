<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|MapTips">
 <renderer-v2 type="categorizedSymbol" attr="severity" enableorderby="0" forceraster="0" symbollevels="0">
  <categories>
   <category value="error" symbol="0" label="$error" render="true"/>
   <category value="warning" symbol="1" label="$warning" render="true"/>
   <category value="hint" symbol="2" label="$hint" render="true"/>
  </categories>
  <symbols>
   <symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="cross2"/>
     <Option type="QString" name="color" value="215,48,39,255"/>
     <Option type="QString" name="outline_color" value="215,48,39,255"/>
     <Option type="QString" name="outline_width" value="0.9"/>
     <Option type="QString" name="size" value="4"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="triangle"/>
     <Option type="QString" name="color" value="253,174,97,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="size" value="3.6"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="name" value="circle"/>
     <Option type="QString" name="color" value="116,173,209,255"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="size" value="2.6"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>&lt;b&gt;[% "layer" %] [% "feature" %]&lt;/b&gt;&lt;br&gt;[% "wrong" %]&lt;br&gt;[% "remedy" %]</mapTip>
</qgis>
