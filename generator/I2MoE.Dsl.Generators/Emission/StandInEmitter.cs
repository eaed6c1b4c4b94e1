namespace I2MoE.Dsl.Generators.Emission;

/// <summary>
/// Writes the methods of a class that has a base class of its own and so cannot be a model (I2MOE106). They keep the program that uses
/// the class from adding errors to that one; such a program never builds, so they are never called.
/// </summary>
internal static class StandInEmitter
{
    private const string MultimodalBatch = "global::I2MoE.Dsl.Data.MultimodalBatch";
    private const string StepRandom = "global::I2MoE.Dsl.Randomness.StepRandom";
    private const string TrainerOptions = "global::I2MoE.Dsl.Training.TrainerOptions";
    private const string VanillaModel = "global::I2MoE.Dsl.Models.VanillaModel";
    private const string Throw = "throw new global::System.InvalidOperationException()";

    /// <summary>Writes the methods with the signatures of a model's; the trainer is dynamic, because there is no trainer for this class.</summary>
    public static void Write(SourceWriter writer) => writer.WriteLine($$"""
        // The class has a base class of its own (I2MOE106). These members only stand in for those of a model.

        /// <summary>Stands in for the trainer's factory.</summary>
        public static dynamic CreateTrainer({{TrainerOptions}}? options = null) => {{Throw}};

        /// <summary>Stands in for the factory of the baseline's trainer.</summary>
        public static global::I2MoE.Dsl.Training.Trainer<{{VanillaModel}}> CreateBaselineTrainer({{TrainerOptions}}? options = null) => {{Throw}};

        /// <summary>Stands in for the baseline's factory.</summary>
        public static {{VanillaModel}} CreateBaseline(long seed = 0) => {{Throw}};

        /// <summary>Stands in for the predictor.</summary>
        public static dynamic LoadPredictor(string folder, global::I2MoE.Dsl.Prediction.PredictorOptions? options = null) => {{Throw}};

        /// <summary>Stands in for inference.</summary>
        public Output Infer(Batch batch) => {{Throw}};

        /// <summary>Stands in for inference.</summary>
        public Output Infer({{MultimodalBatch}} batch) => {{Throw}};

        /// <summary>Stands in for the losses of a training step.</summary>
        public Losses ComputeLosses(Batch batch, {{StepRandom}} random) => {{Throw}};

        /// <summary>Stands in for the losses of a training step.</summary>
        public Losses ComputeLosses({{MultimodalBatch}} batch, {{StepRandom}} random) => {{Throw}};

        """);
}
