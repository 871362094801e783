<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh">
<context>
    <name>Multiground</name>
    <message>
        <source>{parameter}: found {value}; permitted: {permitted}. {remedy}</source>
        <translation>{parameter}：现为 {value}；应为：{permitted}。{remedy}</translation>
    </message>
    <message>
        <source>Choose a layer of that geometry type.</source>
        <translation>请选择该几何类型的图层。</translation>
    </message>
    <message>
        <source>no coordinate reference system</source>
        <translation>没有坐标参照系</translation>
    </message>
    <message>
        <source>any known one</source>
        <translation>任一已知坐标参照系</translation>
    </message>
    <message>
        <source>Set the layer's CRS in its properties.</source>
        <translation>请在图层属性中设置坐标参照系。</translation>
    </message>
    <message>
        <source>{}: measured in a repaired copy: features {}</source>
        <translation>{}：以修复后的副本量算的要素：{}</translation>
    </message>
    <message>
        <source>Choose a field of the layer.</source>
        <translation>请选择该图层的字段。</translation>
    </message>
    <message>
        <source>{}: {} is read from field {}</source>
        <translation>{}：{} 取自字段 {}</translation>
    </message>
    <message>
        <source>{}: {} of {} features skipped, {}: {}</source>
        <translation>{}：跳过 {} 个要素（共 {} 个），{}：{}</translation>
    </message>
    <message>
        <source>Measured in {}, whose scale stays within {:.1g} of 1</source>
        <translation>量算坐标系：{}，长度比与 1 相差不超过 {:.1g}</translation>
    </message>
    <message>
        <source>a file in a folder that exists and can be written</source>
        <translation>已存在且可写入的文件夹中的文件</translation>
    </message>
    <message>
        <source>Make the folder, or choose another.</source>
        <translation>请新建该文件夹，或另选文件夹。</translation>
    </message>
    <message>
        <source>Choose another file name.</source>
        <translation>请另选文件名。</translation>
    </message>
    <message>
        <source>a new file, or the file of an earlier result</source>
        <translation>新文件，或先前结果的文件</translation>
    </message>
    <message>
        <source>{} is replaced</source>
        <translation>{} 已被替换</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；未写入任何内容。</translation>
    </message>
    <message>
        <source>without a geometry</source>
        <translation>没有几何图形</translation>
    </message>
    <message>
        <source>with coordinates that are no numbers</source>
        <translation>坐标不是数值</translation>
    </message>
    <message>
        <source>with a geometry that cannot be repaired</source>
        <translation>几何图形无法修复</translation>
    </message>
    <message>
        <source>of another geometry type</source>
        <translation>几何类型不符</translation>
    </message>
    <message>
        <source>coordinates within the layer's CRS</source>
        <translation>位于图层坐标参照系范围内的坐标</translation>
    </message>
    <message>
        <source>Set the CRS that the coordinates are really in.</source>
        <translation>请设置坐标实际所用的坐标参照系。</translation>
    </message>
    <message>
        <source>no usable feature</source>
        <translation>没有可用的要素</translation>
    </message>
    <message>
        <source>at least one feature with a valid geometry</source>
        <translation>至少一个几何图形有效的要素</translation>
    </message>
    <message>
        <source>Check the layer, its filter and its selection.</source>
        <translation>请检查图层及其过滤条件和选择集。</translation>
    </message>
    <message>
        <source>excellent</source>
        <translation>优秀</translation>
    </message>
    <message>
        <source>good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>violation</source>
        <translation>违反</translation>
    </message>
    <message>
        <source>not assessed</source>
        <translation>不可评价</translation>
    </message>
    <message>
        <source>counted whole</source>
        <translation>全长计入</translation>
    </message>
    <message>
        <source>boundary road, counted half</source>
        <translation>边界道路，按一半计入</translation>
    </message>
    <message>
        <source>Plot size (4.2.2)</source>
        <translation>地块尺寸（4.2.2）</translation>
    </message>
    <message>
        <source>Plots and streets</source>
        <translation>地块与街道</translation>
    </message>
    <message>
        <source>plot,parcel,size,area,side,land use,guideline</source>
        <translation>地块,宗地,尺寸,面积,边长,用地性质,导则,plot,size</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>地块</translation>
    </message>
    <message>
        <source>Plots of land, without the roads between them.</source>
        <translation>各地块用地，不含其间的道路。</translation>
    </message>
    <message>
        <source>{} Looked up when empty.</source>
        <translation>{}留空时自动查找。</translation>
    </message>
    <message>
        <source>Area (m²) or share of this use, for the 90 % rule.</source>
        <translation>该用途的面积（m²）或占比，用于 90% 规则。</translation>
    </message>
    <message>
        <source>Field with the land use</source>
        <translation>用地性质字段</translation>
    </message>
    <message>
        <source>Code or name of the land use; combined ones such as B1/R2 are read.</source>
        <translation>用地代码或名称；可识别 B1/R2 等组合代码。</translation>
    </message>
    <message>
        <source>Field with the commercial part</source>
        <translation>商业部分字段</translation>
    </message>
    <message>
        <source>Field with the residential part</source>
        <translation>居住部分字段</translation>
    </message>
    <message>
        <source>Field with the public-service part</source>
        <translation>公共服务部分字段</translation>
    </message>
    <message>
        <source>Field with the part of other uses</source>
        <translation>其他用途部分字段</translation>
    </message>
    <message>
        <source>Field that marks core areas</source>
        <translation>核心区标记字段</translation>
    </message>
    <message>
        <source>Yes or no: in a core area a commercial plot has no upper bound.</source>
        <translation>是或否：核心区的商业地块面积没有上限。</translation>
    </message>
    <message>
        <source>Own table of codes</source>
        <translation>自定义代码表</translation>
    </message>
    <message>
        <source>Table whose fields code and class map your own codes to commercial, residential, public_service, mixed or other.</source>
        <translation>以字段 code 和 class 将自有代码对应到 commercial、residential、public_service、mixed 或 other 的表。</translation>
    </message>
    <message>
        <source>Plot size</source>
        <translation>地块尺寸</translation>
    </message>
    <message>
        <source>Plots graded excellent</source>
        <translation>评为优秀的地块数</translation>
    </message>
    <message>
        <source>Plots graded good</source>
        <translation>评为良好的地块数</translation>
    </message>
    <message>
        <source>Plots graded fair</source>
        <translation>评为一般的地块数</translation>
    </message>
    <message>
        <source>Plots without the data to assess them</source>
        <translation>缺少数据、不可评价的地块数</translation>
    </message>
    <message>
        <source>no field with land uses</source>
        <translation>没有用地性质字段</translation>
    </message>
    <message>
        <source>a field with land-use codes, or fields with areas by use</source>
        <translation>用地代码字段，或分用途面积字段</translation>
    </message>
    <message>
        <source>Choose USE_FIELD, or the fields with the parts by use.</source>
        <translation>请选择 USE_FIELD，或各用途部分的字段。</translation>
    </message>
    <message>
        <source>a table with the fields code and class</source>
        <translation>含有字段 code 和 class 的表</translation>
    </message>
    <message>
        <source>Rename the table's fields.</source>
        <translation>请更改表中的字段名。</translation>
    </message>
    <message>
        <source>Correct the classes in the table.</source>
        <translation>请改正表中的类别。</translation>
    </message>
    <message>
        <source>{} plots of unknown land use are not assessed: {}</source>
        <translation>{} 个地块的用地性质未知，不可评价：{}</translation>
    </message>
    <message>
        <source>several parts: sides of the largest</source>
        <translation>由多个部分组成：边长取自最大部分</translation>
    </message>
    <message>
        <source>irregular shape: look at its narrowest place</source>
        <translation>形状不规则：请查看其最窄处</translation>
    </message>
    <message>
        <source>The land use is missing or unknown: {}</source>
        <translation>用地性质缺失或未知：{}</translation>
    </message>
    <message>
        <source>The guideline gives no size for this land use.</source>
        <translation>导则未规定该类用地的地块尺寸。</translation>
    </message>
    <message>
        <source>A commercial plot in a core area may be larger.</source>
        <translation>核心商业区的地块可更大。</translation>
    </message>
    <message>
        <source>The parts exceed the plot: taken as shares of floor area.</source>
        <translation>各部分之和超过地块面积：按建筑面积占比计。</translation>
    </message>
    <message>
        <source>The value lies within the measuring CRS's scale error of the bound {:g}.</source>
        <translation>该值与界限 {:g} 的差小于量算坐标系的长度误差。</translation>
    </message>
    <message>
        <source>Commercial</source>
        <translation>商业</translation>
    </message>
    <message>
        <source>Residential</source>
        <translation>居住</translation>
    </message>
    <message>
        <source>Public service</source>
        <translation>公共服务</translation>
    </message>
    <message>
        <source>Mixed use</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Multiground</source>
        <translation>Multiground 基面系统</translation>
    </message>
    <message>
        <source>Road network density (4.1.3-1)</source>
        <translation>路网密度（4.1.3-1）</translation>
    </message>
    <message>
        <source>road,street,density,network,guideline</source>
        <translation>道路,街道,路网,密度,导则,road,density</translation>
    </message>
    <message>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <source>Centre lines of roads; lines beyond the districts do no harm.</source>
        <translation>道路中心线；片区以外的线不影响结果。</translation>
    </message>
    <message>
        <source>Districts</source>
        <translation>片区</translation>
    </message>
    <message>
        <source>The planned land of each district, roads included.</source>
        <translation>各片区的规划用地，含道路。</translation>
    </message>
    <message>
        <source>Field with the road class</source>
        <translation>道路等级字段</translation>
    </message>
    <message>
        <source>Field with the street name</source>
        <translation>道路名称字段</translation>
    </message>
    <message>
        <source>Field with one-way direction</source>
        <translation>单行方向字段</translation>
    </message>
    <message>
        <source>Classes to count</source>
        <translation>计入的道路等级</translation>
    </message>
    <message>
        <source>Comma list of classes; * counts every road; empty counts those of the road-class table.</source>
        <translation>以逗号分隔的等级；* 表示计入全部道路；留空时按道路等级表计入。</translation>
    </message>
    <message>
        <source>half (unbiased)</source>
        <translation>一半（无偏）</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全长</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>Roads along the outline count</source>
        <translation>边界道路的计入方式</translation>
    </message>
    <message>
        <source>A road along a district's outline serves both sides, so half of its length counts.</source>
        <translation>沿片区边界的道路服务两侧，故计入一半长度。</translation>
    </message>
    <message>
        <source>Width of the outline</source>
        <translation>边界宽度</translation>
    </message>
    <message>
        <source>Metres on either side of the outline within which a road along it is a boundary road.</source>
        <translation>边界线两侧的米数；沿边界且在此范围内的道路为边界道路。</translation>
    </message>
    <message>
        <source>Count dual carriageways once</source>
        <translation>双幅路只计一次</translation>
    </message>
    <message>
        <source>Two carriageways of one street, 2 to 50 m apart, count as their middle line.</source>
        <translation>同一道路相距 2 至 50 m 的两幅车行道按其中线计。</translation>
    </message>
    <message>
        <source>Road network density</source>
        <translation>路网密度</translation>
    </message>
    <message>
        <source>Counted roads</source>
        <translation>计入的道路</translation>
    </message>
    <message>
        <source>Density of all districts (km/km²)</source>
        <translation>全部片区的路网密度（km/km²）</translation>
    </message>
    <message>
        <source>Grade of all districts</source>
        <translation>全部片区的评级</translation>
    </message>
    <message>
        <source>No road of the layer reaches this district: the data end before it.</source>
        <translation>该图层没有道路到达本片区：数据未覆盖此处。</translation>
    </message>
    <message>
        <source>{density:.2f} km/km²: {km:.2f} km of counted road on {area:.3f} km²; recommended {low:g}–{high:g}, at most {most:g}.</source>
        <translation>{density:.2f} km/km²：计入道路 {km:.2f} km，用地 {area:.3f} km²；宜为 {low:g}~{high:g}，不应高于 {most:g}。</translation>
    </message>
    <message>
        <source>at least one road of a counted class</source>
        <translation>至少一条属于计入等级的道路</translation>
    </message>
    <message>
        <source>Name the classes to count in COUNTED_CLASSES, or * to count every road.</source>
        <translation>请在 COUNTED_CLASSES 中写明计入的等级，或用 * 计入全部道路。</translation>
    </message>
    <message>
        <source>half, full or none</source>
        <translation>half、full 或 none</translation>
    </message>
    <message>
        <source>Choose one of the three rules.</source>
        <translation>请从三种规则中选择。</translation>
    </message>
    <message>
        <source>0 m or more</source>
        <translation>0 m 或以上</translation>
    </message>
    <message>
        <source>Enter the half width of a boundary street, for example 15.</source>
        <translation>请输入边界道路的半宽，例如 15。</translation>
    </message>
    <message>
        <source>no field with road classes</source>
        <translation>没有道路等级字段</translation>
    </message>
    <message>
        <source>a field with classes of the road-class table</source>
        <translation>含有道路等级表所列等级的字段</translation>
    </message>
    <message>
        <source>Choose CLASS_FIELD, or set COUNTED_CLASSES=* to count every road.</source>
        <translation>请选择 CLASS_FIELD，或设 COUNTED_CLASSES=* 计入全部道路。</translation>
    </message>
    <message>
        <source>Area and smallest side of each plot against the range for its land use, clause 4.2.2: both met is excellent, one of them good, neither fair.

The smallest side is the smallest distance between two parallels that hold the plot, so that a chamfered corner does not count. Codes of GB 50137-2011, of the 2023 classification and of the Shenzhen standard are read, alone or combined; a plot whose one use holds at least 90 % is of that use. A use without a range of its own is not applicable; an unknown code is not assessed.</source>
        <translation>按条文 4.2.2 比较各地块的面积和最小边长与其用地性质的适宜区间：两项均满足为优秀，满足一项为良好，均不满足为一般。

最小边长是夹住地块的两条平行线之间的最小距离，街角切角不影响结果。可识别 GB 50137-2011、2023 年用地用海分类和深标的代码，单独或组合均可；某一用途占比不少于 90% 的地块认定为该用途。没有规定尺寸的用地不适用；未知代码不可评价。</translation>
    </message>
    <message>
        <source>{use}: {area:,.2f} m² (range {low:,.0f}–{high:,.0f}), smallest side {side:.2f} m (at least {least:g}, target {target:g}).</source>
        <translation>{use}：{area:,.2f} m²（适宜区间 {low:,.0f}~{high:,.0f}），最小边长 {side:.2f} m（不小于 {least:g}，目标 {target:g}）。</translation>
    </message>
    <message>
        <source>Kilometres of counted road per square kilometre of each district, graded by clause 4.1.3-1: 8 to 10 is recommended, more than 12 is not permitted.

Expressways, arterials, secondary and branch roads count; a street drawn as two carriageways counts once; a road along the district's outline counts half, because it serves both sides. The densities that count it whole and not at all stand beside.</source>
        <translation>各片区每平方公里用地上计入道路的公里数，按条文 4.1.3-1 评级：宜为 8~10，不应高于 12。

快速路、主干路、次干路和支路计入；画成两幅车行道的道路只计一次；沿片区边界的道路服务两侧，按一半计入。全长计入与不计入时的密度一并列出。</translation>
    </message>
    <message>
        <source>Class names of the road-class table, OSM highway values or Chinese names.</source>
        <translation>道路等级表中的等级名、OSM 的 highway 值或中文名称。</translation>
    </message>
    <message>
        <source>Carriageways of one name count as one street.</source>
        <translation>同名的两幅车行道计为一条道路。</translation>
    </message>
    <message>
        <source>Opposite one-way carriageways count as one street.</source>
        <translation>方向相反的两幅单行车行道计为一条道路。</translation>
    </message>
    <message>
        <source>data that lie within some hundred kilometres</source>
        <translation>位于数百公里范围内的数据</translation>
    </message>
    <message>
        <source>A shapefile cuts field names to 10 characters; use .gpkg.</source>
        <translation>Shapefile 会将字段名截断为 10 个字符；请改用 .gpkg。</translation>
    </message>
    <message>
        <source>a file or table of its own for each result</source>
        <translation>每个结果各自的文件或表</translation>
    </message>
    <message>
        <source>Python libraries missing: {}. Windows: run the OSGeo4W setup and install the package qgis-full (the MSI installers hold it). macOS: install the official QGIS 3.44.7 or newer. Debian, Ubuntu: apt install python3-geopandas python3-networkx python3-scipy; where shapely is older than 2, also: pip install --user --break-system-packages --no-deps shapely==2.0.7</source>
        <translation>缺少 Python 库：{}。Windows：运行 OSGeo4W 安装程序并安装 qgis-full（MSI 安装包已包含）。macOS：安装官方 QGIS 3.44.7 或更新版本。Debian、Ubuntu：apt install python3-geopandas python3-networkx python3-scipy；若 shapely 低于 2，另执行：pip install --user --break-system-packages --no-deps shapely==2.0.7</translation>
    </message>
    <message>
        <source>Leave out features far from the others, such as at 0, 0.</source>
        <translation>请排除远离其他要素的要素（例如位于 0, 0 处）。</translation>
    </message>
</context>
</TS>
