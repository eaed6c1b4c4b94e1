using System.ComponentModel;

namespace I2MoE.Dsl.Runs;

/// <summary>A generated model: its class knows its experiment, so that a library can open its runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDeclaredModel
{
    /// <summary>The experiment as a program runs it.</summary>
    static abstract ExperimentDefinition Experiment { get; }
}
