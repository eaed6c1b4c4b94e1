namespace I2MoE.Dsl.CodeFixes.Tests;

/// <summary>Declarations that tests share.</summary>
internal static class Sources
{
    /// <summary>A small model in which nothing is wrong.</summary>
    public const string Small = """
        [I2MoEModel]
        [Classification(Classes = 2)]
        [ConcatFusion]
        public partial class Model
        {
            [Modality(Features = 3), LinearEncoder]
            public partial Modality A { get; }

            [Modality(Features = 4), MlpEncoder]
            public partial Modality B { get; }
        }

        """;
}
