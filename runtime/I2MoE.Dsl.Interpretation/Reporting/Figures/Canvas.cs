using ScottPlot;

namespace I2MoE.Dsl.Interpretation.Reporting.Figures;

/// <summary>An empty plot in the style of the report, and what its figures are made of.</summary>
internal static class Canvas
{
    /// <summary>The width of every figure: two fit beside each other on a screen, one on a telephone.</summary>
    public const int Width = 560;

    private const float TextSize = 15;
    private const int SideRoom = 18;
    private const int TopRoom = 10;

    /// <summary>The colour of text and axes.</summary>
    public static Color Ink { get; } = Color.FromHex(FigurePalette.Ink);

    /// <summary>A plot with horizontal rows that have names, the first at the top, over an axis of numbers.</summary>
    /// <param name="rows">The names of the rows; row i is at -i.</param>
    /// <param name="axis">What the numbers are.</param>
    public static FigurePlot WithRows(IReadOnlyList<string> rows, string axis)
    {
        FigurePlot plot = Empty();
        plot.Axes.Left.SetTicks([.. rows.Select((_, row) => -(double)row)], [.. rows.Select(plot.Label)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.FrameLineStyle.Width = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.XLabel(axis);
        return plot;
    }

    /// <summary>The height of a figure with rows.</summary>
    public static int HeightOf(int rows, int rowHeight, int more = 0) => 76 + TopRoom + (rows * rowHeight) + more;

    /// <summary>An empty plot.</summary>
    public static FigurePlot Empty()
    {
        ChartFont.Require();
        var plot = new FigurePlot();
        plot.Font.Set(ChartFont.Name);
        plot.FigureBackground.Color = Colors.White;
        plot.Grid.MajorLineColor = Color.FromHex(FigurePalette.Grid);
        plot.Axes.Color(Ink);
        MakeRoom(plot.Axes.Right, SideRoom);
        MakeRoom(plot.Axes.Top, TopRoom);
        foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.TickLabelStyle.FontSize = TextSize;
            axis.Label.FontSize = TextSize;
            axis.Label.Bold = false;
            axis.MinorTickStyle.Length = 0;
            axis.TickGenerator = FigureTicks.Create();
        }

        plot.Legend.FontSize = TextSize;
        plot.Legend.FontColor = Ink;
        plot.Legend.OutlineWidth = 0;
        plot.Legend.BackgroundColor = Colors.Transparent;
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    /// <summary>A text at a place.</summary>
    public static void Write(Plot plot, string text, double x, double y, Alignment alignment, Color color)
    {
        ScottPlot.Plottables.Text written = plot.Add.Text(text, x, y);
        written.LabelFontName = ChartFont.Name;
        written.LabelFontSize = TextSize;
        written.LabelFontColor = color;
        written.LabelAlignment = alignment;
    }

    /// <summary>A filled box.</summary>
    public static void Box(Plot plot, double left, double right, double bottom, double top, Color color)
    {
        ScottPlot.Plottables.Rectangle box = plot.Add.Rectangle(Math.Min(left, right), Math.Max(left, right), bottom, top);
        box.FillColor = color;
        box.LineWidth = 0;
    }

    /// <summary>A line.</summary>
    public static void Line(Plot plot, double x1, double y1, double x2, double y2, Color color, float width)
    {
        ScottPlot.Plottables.LinePlot line = plot.Add.Line(x1, y1, x2, y2);
        line.LineColor = color;
        line.LineWidth = width;
        line.MarkerSize = 0;
    }

    // The labels of the last ticks reach over the ends of their axes.
    private static void MakeRoom(IAxis edge, float room)
    {
        edge.FrameLineStyle.Width = 0;
        edge.TickGenerator = new ScottPlot.TickGenerators.EmptyTickGenerator();
        edge.MinimumSize = room;
        edge.MaximumSize = room;
    }
}
