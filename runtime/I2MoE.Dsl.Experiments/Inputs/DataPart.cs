namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>A part of an experiment's data.</summary>
internal enum DataPart
{
    /// <summary>What the model was trained on.</summary>
    Train,

    /// <summary>What the best epoch was chosen by.</summary>
    Validation,

    /// <summary>What nothing was chosen by.</summary>
    Test,

    /// <summary>All samples.</summary>
    All,
}
