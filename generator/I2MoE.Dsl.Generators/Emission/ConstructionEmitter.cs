namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the constructor and the factories of models and trainers.</summary>
internal static class ConstructionEmitter
{
    private const string Initializer = "global::I2MoE.Dsl.Randomness.ParameterInitializer";
    private const string TrainerOptions = "global::I2MoE.Dsl.Training.TrainerOptions";
    private const string VanillaModel = "global::I2MoE.Dsl.Models.VanillaModel";

    /// <summary>Writes the constructor.</summary>
    public static void WriteConstructor(SourceWriter writer, EmittedModel model) => writer.WriteLine($$"""
        /// <summary>Creates the model.</summary>
        /// <param name="seed">The seed of the initial parameters; the same seed gives the same parameters.</param>
        {{SetsRequired(model)}}public {{model.ClassName}}(long seed = 0)
            : base(s_parts, seed)
        {
        }

        """);

    // A required modality is an error of its own (I2MOE205): here the class must only compile.
    private static string SetsRequired(EmittedModel model) => model.Modalities.Any(modality => modality.Property.IsRequired)
        ? "[global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers]\n"
        : "";

    /// <summary>Writes the factories that the user calls.</summary>
    public static void WriteFactories(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine($$"""
            /// <summary>Creates a model and the trainer that owns it.</summary>
            /// <param name="options">What differs from the declaration; null trains as declared.</param>
            public static global::I2MoE.Dsl.Training.Trainer<{{model.ClassName}}> CreateTrainer({{TrainerOptions}}? options = null) =>
                new(static seed => {{CreateModel(model)}}, s_training, options, global::I2MoE.Dsl.Training.ModelFootprint.Of(s_parts));

            /// <summary>Creates the vanilla baseline, the same encoders and fusion once and without experts, and the trainer that owns it.</summary>
            /// <param name="options">What differs from the declaration; null trains as declared.</param>
            public static global::I2MoE.Dsl.Training.Trainer<{{VanillaModel}}> CreateBaselineTrainer({{TrainerOptions}}? options = null) =>
                new(CreateBaseline, s_training, options, global::I2MoE.Dsl.Training.ModelFootprint.Of(s_parts, isBaseline: true));

            /// <summary>Creates the vanilla baseline: the same encoders and fusion once, without experts.</summary>
            /// <param name="seed">The seed of the initial parameters.</param>
            public static {{VanillaModel}} CreateBaseline(long seed = 0) => new(s_parts, seed);

            """);
    }

    /// <summary>Writes the factories of the encoders and the fusion, which the model and its baseline share.</summary>
    public static void WriteParts(SourceWriter writer, EmittedModel model)
    {
        using (writer.Block($"private static global::I2MoE.Dsl.Encoders.EncoderSet CreateEncoders({Initializer} initializer)"))
        {
            writer.WriteLine("var encoders = new global::I2MoE.Dsl.Encoders.EncoderSet();");
            foreach (EmittedModality modality in model.Modalities)
            {
                WriteEncoder(writer, modality, model);
            }

            writer.WriteLine("return encoders;");
        }

        writer.WriteLine($$"""

            private static {{model.FusionBank}} CreateFusion(global::I2MoE.Dsl.Randomness.ExpertInitializer initializer) =>
                new(initializer.Experts, {{FusionArguments(model)}}, initializer);

            """);
    }

    // The parameters of a class of the user's may have other names.
    private static string FusionArguments(EmittedModel model)
    {
        string modalities = Literals.Of(model.Modalities.Count);
        return model.FusionDefinition.RuntimeClass is null
            ? $"{modalities}, {model.OutputsText}, {model.EmbeddingDimText}"
            : $"modalities: {modalities}, outputs: {model.OutputsText}, s_fusion";
    }

    private static void WriteEncoder(SourceWriter writer, EmittedModality modality, EmittedModel model)
    {
        string[] arguments = [modality.Field, .. EncoderEmitter.Create(modality, model)];
        writer.WriteLine("encoders.Add(");
        using (writer.Indent())
        {
            writer.WriteLine(string.Join(",\n", arguments) + ");");
        }
    }

    /// <summary>The creation of a model from <c>seed</c>.</summary>
    // An abstract model is an error of the user's, reported by the analyzer: here it must only compile.
    public static string CreateModel(EmittedModel model) => model.Specification.Declaration.IsAbstract
        ? $"throw new global::System.InvalidOperationException({Literals.Of($"{model.Specification.Declaration.Name} is abstract.")})"
        : $"new {model.ClassName}(seed)";
}
