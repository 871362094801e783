<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling|Fields|MapTips" labelsEnabled="1">
 <renderer-v2 type="categorizedSymbol" attr="grade_after" enableorderby="0" forceraster="0" symbollevels="0">
  <categories>
   <category value="excellent" symbol="0" label="$excellent" render="true"/>
   <category value="good" symbol="1" label="$good" render="true"/>
   <category value="fair" symbol="2" label="$fair" render="true"/>
   <category value="unassessed" symbol="3" label="$unassessed" render="true"/>
  </categories>
  <symbols>
   <symbol name="0" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="255,255,255,255"/>
     <Option type="QString" name="line_width" value="2.1"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="solid"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="26,152,80,255"/>
     <Option type="QString" name="line_width" value="1.3"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="solid"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="255,255,255,255"/>
     <Option type="QString" name="line_width" value="2.1"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="solid"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="145,207,96,255"/>
     <Option type="QString" name="line_width" value="1.3"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dash"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="255,255,255,255"/>
     <Option type="QString" name="line_width" value="2.1"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="solid"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="253,174,97,255"/>
     <Option type="QString" name="line_width" value="1.3"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dot"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
   <symbol name="3" type="line" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="255,255,255,255"/>
     <Option type="QString" name="line_width" value="2.1"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="solid"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="line_color" value="150,150,150,255"/>
     <Option type="QString" name="line_width" value="1.3"/>
     <Option type="QString" name="line_width_unit" value="MM"/>
     <Option type="QString" name="line_style" value="dash dot"/>
     <Option type="QString" name="capstyle" value="flat"/>
     <Option type="QString" name="joinstyle" value="round"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple"><settings>
  <text-style fieldName="&quot;rank&quot;" isExpression="1" namedStyle="Bold" fontWeight="75" fontSize="9" fontSizeUnit="Point" textColor="40,40,40,255">
   <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1"/>
  </text-style>
  <placement placement="4"/>
 </settings></labeling>
 <aliases>$aliases</aliases>
 <mapTip>[% "rank" %]. [% "finding" %]</mapTip>
</qgis>
