namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of a network that was trained elsewhere and makes features of pictures.</summary>
public static class NetworkOptions
{
    /// <summary>The files.</summary>
    public static Option<EquatableArray<string>> Path { get; } =
        new("Path", OptionType.TextList, "The network as ONNX (.onnx), or several, of which each takes what the one before gives, from the folder of the experiment. It must be given.", default);

    /// <summary>The output.</summary>
    public static Option<string> Output { get; } =
        new("Output", OptionType.Text, "Output of the last network that is taken, any of its values by name; none means its first output.", "");

    /// <summary>The size of a picture.</summary>
    public static Option<EquatableArray<int>> Size { get; } =
        new("Size", OptionType.IntegerList, "Channels, height and width of the pictures that the network takes, to which they are stretched: [3, H, W] or [1, H, W]. It must be given.", default, minimum: 1, maximum: 4096);

    /// <summary>What pixels are multiplied by.</summary>
    public static Option<double> Scale { get; } =
        new("Scale", OptionType.Number, "What pixels, which are 0 to 1, are multiplied by; 255 for networks that take bytes.", 1.0, minimum: 0, maximum: 65_535, minimumIsExclusive: true);

    /// <summary>What is subtracted.</summary>
    public static Option<EquatableArray<double>> Mean { get; } =
        new("Mean", OptionType.NumberList, "What is subtracted from every channel after it is multiplied; none means 0.", default, minimum: -65_535, maximum: 65_535);

    /// <summary>What is divided by.</summary>
    public static Option<EquatableArray<double>> Deviation { get; } =
        new("Deviation", OptionType.NumberList, "What every channel is divided by last; none means 1.", default, minimum: 0, maximum: 65_535, minimumIsExclusive: true);

    /// <summary>The component.</summary>
    public static ComponentDefinition Definition { get; } =
        new(Section.Network, "network", "A network that was trained elsewhere makes features of pictures, once; it is not trained (package I2MoE.Dsl.Pretrained).", Path, Output, Size, Scale, Mean, Deviation);
}
