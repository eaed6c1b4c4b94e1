namespace I2MoE.Dsl.Interactions.Study;

/// <summary>Data of a known construction: each modality shows a latent of its own, a value or a number, and the label depends on the latents.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Draw">Draws the latents of the modalities and the label before noise: a class, a number, or the bits of several labels, the first the lowest.</param>
internal sealed record LatentConstruction(string Name, Func<LatentRandom, (double[] Latents, double Label)> Draw)
{
    /// <summary>What it is about, which tables are made by and runs are chosen by.</summary>
    public string Group { get; init; } = "tables";

    /// <summary>The number of modalities.</summary>
    public int Modalities { get; init; } = 2;

    /// <summary>The number of classes; 0 where a number is predicted.</summary>
    public int Classes { get; init; } = 2;

    /// <summary>What is known of each label by itself, where samples have any of several; empty otherwise.</summary>
    public IReadOnlyList<LabelTruth> Labels { get; init; } = [];

    /// <summary>Whether a number is predicted.</summary>
    public bool IsNumber => Classes == 0;

    /// <summary>Whether the latents are whole numbers, each with a code of its own, and not numbers that features bend.</summary>
    public bool IsDiscrete { get; init; }

    /// <summary>The share of labels that are replaced by any class at random.</summary>
    public double RandomLabels { get; init; }

    /// <summary>The standard deviation of the noise that is added to a number.</summary>
    public double Noise { get; init; }

    /// <summary>The number of training samples.</summary>
    public int Samples { get; init; } = 1500;

    /// <summary>The epochs of even seeds; odd ones are trained longer by a sixth, and slower.</summary>
    public int Epochs { get; init; } = 12;

    /// <summary>Further features of each modality, of noise.</summary>
    public int Nuisance { get; init; }

    /// <summary>The size of a factor that both modalities show and that the label does not depend on.</summary>
    public double Irrelevant { get; init; }

    /// <summary>In what form modalities show their latents.</summary>
    public LatentForm Form { get; init; } = LatentForm.Table;

    /// <summary>The fusion, in YAML.</summary>
    public string Fusion { get; init; } = "{ kind: transformer, layers: 1, heads: 4, hidden_dim: 32, patches: 2, dropout: 0.1 }";

    /// <summary>The share of samples that lack the last modality, whatever it shows.</summary>
    public double Missing { get; init; }

    /// <summary>The true shares where they are known otherwise than by decomposition: those given the regime, of a pure case, of the variance of a number, or the mean over labels.</summary>
    public double[]? Stated { get; init; }

    /// <summary>The true shares of uniqueness experts and of those of synergy and redundancy of pairs; empty where these know nothing, null where they are not trained.</summary>
    public double[]? Pairs { get; init; }
}
