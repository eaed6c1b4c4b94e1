namespace I2MoE.Dsl.Generators.Tests;

/// <summary>Declarations that tests share.</summary>
internal static class Sources
{
    /// <summary>The declaration of the breast cancer example.</summary>
    public const string BreastCancer = """
        namespace BreastCancer;

        [I2MoEModel]
        [Classification(Classes = 2)]
        [TransformerFusion(Layers = 1, Heads = 4, HiddenDim = 64, Patches = 4)]
        [Experts(InteractionLossWeight = 0.1)]
        [Reweighting(Layers = 2, HiddenDim = 64, Temperature = 2)]
        [Training(Epochs = 20, LearningRate = 1e-3)]
        public partial class BreastCancerModel
        {
            [Modality(Features = 10), PatchEncoder]
            public partial Modality Mean { get; }

            [Modality(Features = 10), PatchEncoder]
            public partial Modality StandardError { get; }

            [Modality(Features = 10), LinearEncoder]
            public partial Modality Worst { get; }
        }

        """;

    /// <summary>The generated file of <see cref="BreastCancer"/>.</summary>
    public const string BreastCancerFile = "BreastCancer.BreastCancerModel.g.cs";

    /// <summary>A model of two modalities on concatenated vectors.</summary>
    public const string Concat = """
        [I2MoEModel]
        [Classification(Classes = 3, ClassWeights = [0.5, 1, 2])]
        [ConcatFusion(Layers = 3, HiddenDim = 32, Dropout = 0.1)]
        [Experts(Masking = Masking.Zero, Initialization = ExpertInitialization.Independent)]
        internal partial class ReviewModel
        {
            /// <summary>The words of the review.</summary>
            [Modality(Shape = [300]), MlpEncoder(Layers = 2, HiddenDim = 64)]
            internal partial Modality Text { get; }

            [Modality(Features = 5), LinearEncoder]
            public partial Modality Ratings { get; }
        }

        """;

    /// <summary>The generated file of <see cref="Concat"/>.</summary>
    public const string ConcatFile = "ReviewModel.g.cs";

    /// <summary>A model with the modalities of <paramref name="names"/>, in the global namespace.</summary>
    public static string WithModalities(params string[] names) => $$"""
        [I2MoEModel]
        [Classification(Classes = 2)]
        [TransformerFusion(Heads = 2, HiddenDim = 8)]
        public partial class Model
        {
        {{string.Join("\n", names.Select(name => $"    [Modality(Features = 3), LinearEncoder] public partial Modality {name} {{ get; }}"))}}
        }

        """;
}
