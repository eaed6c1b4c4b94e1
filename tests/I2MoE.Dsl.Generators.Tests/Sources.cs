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

    /// <summary>A regression of two modalities with the evidence objective.</summary>
    public const string Evidence = """
        [I2MoEModel]
        [Regression]
        [ConcatFusion(HiddenDim = 32)]
        [Experts(Objective = InteractionObjective.Evidence, CreditWeight = 0.5, Redundancy = false)]
        internal partial class RentModel
        {
            [Modality(Features = 30), LinearEncoder]
            public partial Modality Text { get; }

            [Modality(Features = 5), LinearEncoder]
            public partial Modality Rooms { get; }
        }

        """;

    /// <summary>The generated file of <see cref="Evidence"/>.</summary>
    public const string EvidenceFile = "RentModel.g.cs";

    /// <summary>A model of eight modalities, each with another encoder.</summary>
    public const string Encoders = """
        [I2MoEModel]
        [Classification(Classes = 2)]
        [TransformerFusion(HiddenDim = 64, Patches = 4)]
        [Training(BatchSize = 4)]
        public partial class MediaModel
        {
            [Modality(Shape = [40, 13]), Cnn1dEncoder(Channels = [32], KernelSize = 5)] public partial Modality Sound { get; }
            [Modality(Shape = [1, 28, 28]), Cnn2dEncoder] public partial Modality Image { get; }
            [Modality(Shape = [1, 91, 109, 91]), Cnn3dEncoder(BatchNorm = false)] public partial Modality Brain { get; }
            [Modality(Shape = [3, 256, 128]), Vgg11Encoder] public partial Modality Screen { get; }
            [Modality(Shape = [50, 20]), LstmEncoder] public partial Modality Lab { get; }
            [Modality(Shape = [50, 5]), GruEncoder(Layers = 2, Dropout = 0.1)] public partial Modality Gaze { get; }
            [Modality(Shape = [30]), TextEncoder(Vocabulary = 5000, Pooling = TextPooling.Mean)] public partial Modality Review { get; }
            [Modality(Features = 300), MaxoutEncoder] public partial Modality Words { get; }
        }

        """;

    /// <summary>The generated file of <see cref="Encoders"/>.</summary>
    public const string EncodersFile = "MediaModel.g.cs";

    /// <summary>A model with an encoder of the user's own, which is <paramref name="type"/>.</summary>
    public static string WithCustomEncoder(string type) => $$"""
        using I2MoE.Dsl.Encoders;
        using I2MoE.Dsl.Randomness;
        using TorchSharp;

        [I2MoEModel]
        [Classification(Classes = 2)]
        [ConcatFusion(HiddenDim = 8)]
        public partial class Model
        {
            [Modality(Shape = [2, 3]), CustomEncoder(Type = typeof({{type}}))] public partial Modality First { get; }
            [Modality(Features = 3), LinearEncoder] public partial Modality Second { get; }

            private sealed class Hidden(Modality modality, int embeddingDim, ParameterInitializer initializer) : Own<int>(modality, embeddingDim, initializer);
            private sealed class Demanding(Modality modality, int embeddingDim, ParameterInitializer initializer) : Own<int>(modality, embeddingDim, initializer) { public required int Size { get; init; } }
            private abstract class Base() : Encoder("base");
            private sealed class Unbuildable(int embeddingDim) : Base
            {
                public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => input * embeddingDim;
            }
        }

        internal static class Outer
        {
            private sealed class Invisible : I2MoE.Dsl.Encoders.Encoder
            {
                public Invisible(Modality modality, int embeddingDim, ParameterInitializer initializer) : base("invisible") { }
                public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => input;
            }
        }

        internal class Own<T> : Encoder
        {
            internal Own(Modality modality, int embeddingDim, ParameterInitializer initializer) : base(modality.Name + embeddingDim + initializer + typeof(T)) { }

            public override torch.Tensor Forward(torch.Tensor input, DropoutSource dropout) => input;
        }

        """;

    /// <summary>A model of two modalities with a fusion, for example <c>LateFusion(HiddenDim = 8)</c>.</summary>
    public static string WithFusion(string fusion) =>
        WithModalities("First", "Second").Replace("TransformerFusion(Heads = 2, HiddenDim = 8)", fusion, StringComparison.Ordinal);

    /// <summary>A model with a fusion of the user's own, which is <paramref name="type"/> of embeddings that are <paramref name="embedding"/>.</summary>
    public static string WithCustomFusion(string type, string embedding) => $$"""
        using I2MoE.Dsl.Bank;
        using I2MoE.Dsl.Fusion;
        using I2MoE.Dsl.Randomness;
        using TorchSharp;

        {{WithFusion($"CustomFusion(Type = typeof({type}), HiddenDim = 8, Embedding = EmbeddingKind.{embedding})")}}
        internal class SumFusion(int bankOf, int n, int o, int d, ExpertInitializer random) : FusionBank("sum", bankOf, o)
        {
            public override FusionOutput Forward(System.Collections.Generic.IReadOnlyList<torch.Tensor> embeddings, ExpertView view) =>
                new(embeddings[0] * n * d * random.Experts, embeddings[0]);
        }

        internal abstract class Base(int experts, int modalities, int outputs, int embeddingDim, ExpertInitializer initializer)
            : SumFusion(experts, modalities, outputs, embeddingDim, initializer);

        internal sealed class WithoutDimension(int experts, int modalities, int outputs, ExpertInitializer initializer)
            : Base(experts, modalities, outputs, 1, initializer);

        """;

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
