namespace I2MoE.Dsl.Runs;

/// <summary>What a run is, as its folder records it in <c>run.json</c>.</summary>
internal sealed record RunRecord
{
    /// <summary>The name of the experiment.</summary>
    public required string Experiment { get; init; }

    /// <summary>The file of the experiment, from the folder of the run; null where it was compiled into a program.</summary>
    public string? File { get; init; }

    /// <summary>Whether the vanilla baseline was trained instead of the I2MoE model.</summary>
    public bool Baseline { get; init; }

    /// <summary>The seed of everything that was drawn but the split of the data.</summary>
    public long Seed { get; init; }

    /// <summary>The seed of the split, where the command line named several; null otherwise.</summary>
    public long? Split { get; init; }

    /// <summary>The fold for testing, where the command line divided into folds; null otherwise.</summary>
    public int? Fold { get; init; }

    /// <summary>The number of folds; null where the command line did not divide into folds.</summary>
    public int? Folds { get; init; }

    /// <summary>The device, as it was asked for.</summary>
    public required string Device { get; init; }

    /// <summary>On what it was computed, last; null of a run of an earlier version, or that no trainer of an experiment made.</summary>
    public RunMachine? Machine { get; init; }

    /// <summary>The SHA-256 of the samples as they were read, before they were split and standardised; null where it is not known.</summary>
    public string? Data { get; init; }

    /// <summary>The SHA-256 of the validation and test samples before they were standardised; null where it is not known.</summary>
    public string? HeldOut { get; init; }

    /// <summary>The commit of the repository that the experiment is in, with <c>-dirty</c> where files differed from it; null where there is none.</summary>
    public string? Commit { get; init; }

    /// <summary>How long it was trained, in seconds, without the time between an interruption and going on; null while it runs.</summary>
    public double? Seconds { get; init; }

    /// <summary>Its id on the MLflow server; null where it is not tracked.</summary>
    public string? MlflowRun { get; init; }

    /// <summary>How far it came.</summary>
    public RunStatus Status { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>What the command line changed, as it was given; all of it is in the experiment file of the run, too.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>The paths of the data as they were stated, by their keys; the experiment file of the run has them in full.</summary>
    public IReadOnlyDictionary<string, string> Paths { get; init; } = new Dictionary<string, string>();

    /// <summary>The SHA-256 of weights and preprocessing, by the names of the files; see <see cref="RunFiles"/>.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>What was strange about the data or the backend, as it was told before training.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>With what of another run it began; null where all was drawn.</summary>
    public WarmStartRecord? From { get; init; }

    /// <summary>What was trained, in a word.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Model => Baseline ? "vanilla" : "I2MoE";
}
