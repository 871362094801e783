<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Fields|MapTips">
 <renderer-v2 type="categorizedSymbol" attr="dominant" enableorderby="0" forceraster="0" symbollevels="0">
  <categories>
   <category value="office" symbol="0" label="$office" render="true"/>
   <category value="commercial" symbol="1" label="$commercial" render="true"/>
   <category value="culture" symbol="2" label="$culture" render="true"/>
   <category value="residential" symbol="3" label="$residential" render="true"/>
   <category value="hotel" symbol="4" label="$hotel" render="true"/>
   <category value="public_service" symbol="5" label="$public_service" render="true"/>
   <category value="auxiliary" symbol="6" label="$auxiliary" render="true"/>
   <category value="" symbol="7" label="$unclassified" render="true"/>
  </categories>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="69,117,180,215"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="215,48,39,215"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="60,60,60,200"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="b_diagonal"/>
    </Option></layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="152,78,163,215"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="60,60,60,200"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="dense6"/>
    </Option></layer>
   </symbol>
   <symbol name="3" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="255,224,138,215"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="60,60,60,200"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="horizontal"/>
    </Option></layer>
   </symbol>
   <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="244,165,130,215"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="60,60,60,200"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="vertical"/>
    </Option></layer>
   </symbol>
   <symbol name="5" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="102,194,165,215"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="60,60,60,200"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="cross"/>
    </Option></layer>
   </symbol>
   <symbol name="6" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="150,150,150,215"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="60,60,60,200"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="f_diagonal"/>
    </Option></layer>
   </symbol>
   <symbol name="7" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="225,225,225,215"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="60,60,60,200"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="diagonal_x"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <aliases>$aliases</aliases>
 <mapTip>[% "finding" %]</mapTip>
</qgis>
