<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology|Labeling|Fields|MapTips">
 <renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
  <rules key="landing_sites">
   <rule key="excellent" symbol="0" filter="&quot;excluded_by&quot; IS NULL AND &quot;grade&quot; = 'excellent'" label="$excellent"/>
   <rule key="good" symbol="1" filter="&quot;excluded_by&quot; IS NULL AND &quot;grade&quot; = 'good'" label="$good"/>
   <rule key="fair" symbol="2" filter="&quot;excluded_by&quot; IS NULL AND &quot;grade&quot; = 'fair'" label="$fair"/>
   <rule key="unassessed" symbol="4" filter="&quot;excluded_by&quot; IS NULL AND &quot;grade&quot; = 'unassessed'" label="$unassessed"/>
   <rule key="excluded" symbol="5" filter="&quot;excluded_by&quot; IS NOT NULL" label="$excluded"/>
  </rules>
  <symbols>
   <symbol name="0" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="26,152,80,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="CentroidFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="point_on_surface" value="0"/>
    </Option>
     <symbol name="@0@2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
       <Option type="QString" name="name" value="circle"/>
       <Option type="QString" name="color" value="26,152,80,255"/>
       <Option type="QString" name="outline_color" value="40,40,40,255"/>
       <Option type="QString" name="outline_width" value="0.3"/>
       <Option type="QString" name="size" value="5.5"/>
       <Option type="QString" name="size_unit" value="MM"/>
      </Option></layer>
     </symbol>
    </layer>
   </symbol>
   <symbol name="1" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="145,207,96,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="dense6"/>
    </Option></layer>
    <layer class="CentroidFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="point_on_surface" value="0"/>
    </Option>
     <symbol name="@1@2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
       <Option type="QString" name="name" value="square"/>
       <Option type="QString" name="color" value="145,207,96,255"/>
       <Option type="QString" name="outline_color" value="40,40,40,255"/>
       <Option type="QString" name="outline_width" value="0.3"/>
       <Option type="QString" name="size" value="5.5"/>
       <Option type="QString" name="size_unit" value="MM"/>
      </Option></layer>
     </symbol>
    </layer>
   </symbol>
   <symbol name="2" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="253,174,97,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="b_diagonal"/>
    </Option></layer>
    <layer class="CentroidFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="point_on_surface" value="0"/>
    </Option>
     <symbol name="@2@2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
       <Option type="QString" name="name" value="triangle"/>
       <Option type="QString" name="color" value="253,174,97,255"/>
       <Option type="QString" name="outline_color" value="40,40,40,255"/>
       <Option type="QString" name="outline_width" value="0.3"/>
       <Option type="QString" name="size" value="5.5"/>
       <Option type="QString" name="size_unit" value="MM"/>
      </Option></layer>
     </symbol>
    </layer>
   </symbol>
   <symbol name="4" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="189,189,189,205"/>
     <Option type="QString" name="outline_color" value="60,60,60,255"/>
     <Option type="QString" name="outline_style" value="solid"/>
     <Option type="QString" name="outline_width" value="0.26"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="70,70,70,255"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="f_diagonal"/>
    </Option></layer>
    <layer class="CentroidFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="point_on_surface" value="0"/>
    </Option>
     <symbol name="@4@2" type="marker" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleMarker" enabled="1" locked="0" pass="0"><Option type="Map">
       <Option type="QString" name="name" value="diamond"/>
       <Option type="QString" name="color" value="189,189,189,255"/>
       <Option type="QString" name="outline_color" value="40,40,40,255"/>
       <Option type="QString" name="outline_width" value="0.3"/>
       <Option type="QString" name="size" value="5.5"/>
       <Option type="QString" name="size_unit" value="MM"/>
      </Option></layer>
     </symbol>
    </layer>
   </symbol>
   <symbol name="5" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="236,236,236,150"/>
     <Option type="QString" name="outline_color" value="110,110,110,255"/>
     <Option type="QString" name="outline_style" value="dash"/>
     <Option type="QString" name="outline_width" value="0.3"/>
     <Option type="QString" name="outline_width_unit" value="MM"/>
     <Option type="QString" name="style" value="solid"/>
    </Option></layer>
    <layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">
     <Option type="QString" name="color" value="150,150,150,255"/>
     <Option type="QString" name="outline_style" value="no"/>
     <Option type="QString" name="style" value="diagonal_x"/>
    </Option></layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple"><settings>
  <text-style fieldName="&quot;rank&quot;" isExpression="1" namedStyle="Bold" fontWeight="75" fontSize="8" fontSizeUnit="Point" textColor="20,20,20,255">
   <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1"/>
  </text-style>
  <placement placement="1" dist="0"/>
 </settings></labeling>
 <aliases>$aliases</aliases>
 <mapTip>[% coalesce( "rank" || '. ', '' ) %][% "finding" %] [% coalesce( "needed", '' ) %]</mapTip>
</qgis>
