namespace I2MoE.Dsl.Generators.Declarations;

/// <summary>Types of the runtime that the generator looks for by name.</summary>
internal static class WellKnownNames
{
    /// <summary>The attribute that makes a class a model.</summary>
    public const string ModelAttribute = "I2MoE.Dsl.I2MoEModelAttribute";

    /// <summary>The type of a modality's property.</summary>
    public const string Modality = "I2MoE.Dsl.Modality";

    /// <summary>The base class of a generated model.</summary>
    public const string InteractionModel = "I2MoE.Dsl.Models.InteractionModel";

    /// <summary>The attribute of the generated part of a model, as it is written there.</summary>
    public const string GeneratedCode = "global::System.CodeDom.Compiler.GeneratedCode";

    /// <summary>The class that makes TorchSharp load on older systems.</summary>
    public const string TorchNative = "I2MoE.Dsl.TorchNative";

    /// <summary>The class that runs experiments from the command line.</summary>
    public const string ExperimentProgram = "I2MoE.Dsl.Experiments.ExperimentProgram";

    /// <summary>The compiler's attribute of module initializers.</summary>
    public const string ModuleInitializer = "System.Runtime.CompilerServices.ModuleInitializerAttribute";
}
