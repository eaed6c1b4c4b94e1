namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>The options of training that show a run elsewhere than in its folder, in YAML the mapping <c>track</c>. The command <c>train</c> follows them.</summary>
public static class TrackOptions
{
    /// <summary>Whether there are files for TensorBoard.</summary>
    public static Option<bool> Tensorboard { get; } =
        new("TrackTensorboard", OptionType.Flag, "Whether train writes losses and metrics as TensorBoard reads them, into the folder tensorboard of the run.", false, yaml: "track.tensorboard");

    /// <summary>The server of MLflow.</summary>
    public static Option<string> Mlflow { get; } =
        new("TrackMlflow", OptionType.Text, "Address of an MLflow server to which train sends options, losses and metrics, for example http://localhost:5000; none for none.", "", yaml: "track.mlflow");
}
