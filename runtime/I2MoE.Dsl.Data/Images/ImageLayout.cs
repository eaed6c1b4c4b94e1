namespace I2MoE.Dsl.Data;

/// <summary>How the images of a folder become one modality, and where their classes stand.</summary>
public sealed record ImageLayout
{
    /// <summary>The name of the modality; default <c>Image</c>.</summary>
    public string Modality { get; init; } = "Image";

    /// <summary>The channels C: 3 (red, green, blue; default) or 1 (grey).</summary>
    public int Channels { get; init; } = 3;

    /// <summary>The height H in pixels, 1 to 4096.</summary>
    public required int Height { get; init; }

    /// <summary>The width W in pixels, 1 to 4096.</summary>
    public required int Width { get; init; }

    /// <summary>Whether the images of a class may lie in folders within its own; default false, and such images are refused.</summary>
    public bool Descends { get; init; }

    /// <summary>A CSV file in the folder that lists the samples in order; null (default) where each class has a folder of its own.</summary>
    public string? List { get; init; }

    /// <summary>The column of <see cref="List"/> with the image files, relative to the folder; default <c>file</c>.</summary>
    public string FileColumn { get; init; } = "file";

    /// <summary>The column of <see cref="List"/> with the classes: names, or whole numbers from 0; default <c>label</c>.</summary>
    public string LabelColumn { get; init; } = "label";

    /// <summary>
    /// The name of each class, in order. Null (default): the names of the folders, or those in the <see cref="List"/>, in alphabetical (ordinal) order.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Refuses sizes that cannot be.</summary>
    /// <param name="path">The folder that it is for.</param>
    /// <exception cref="DatasetException">A size is out of range.</exception>
    internal void Check(string path)
    {
        const int MaximumSide = 4096;
        if (Channels is not (1 or 3))
        {
            throw new DatasetException($"the layout has Channels = {Channels}; allowed: 1 (grey) and 3 (red, green, blue).", path);
        }

        foreach ((string name, int side) in new[] { (nameof(Height), Height), (nameof(Width), Width) })
        {
            if (side is < 1 or > MaximumSide)
            {
                throw new DatasetException($"the layout has {name} = {side}; allowed: 1 to {MaximumSide}.", path);
            }
        }
    }
}
