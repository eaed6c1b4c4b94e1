namespace I2MoE.Dsl.Studies.Defaults;

/// <summary>How modalities are encoded.</summary>
internal enum Encoding
{
    /// <summary>Tables in patches, texts, pictures and sounds as the data set has it.</summary>
    Patches,

    /// <summary>Tables and texts by a linear layer, pictures and sounds as the data set has it.</summary>
    Linear,

    /// <summary>Tables and texts by a perceptron, pictures and sounds as the data set has it.</summary>
    Perceptron,

    /// <summary>Everything by a linear layer, pictures and sounds as rows of numbers.</summary>
    Flat,
}
