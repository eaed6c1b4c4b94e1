namespace I2MoE.Dsl.Specification.Catalogue;

/// <summary>A part of a model's declaration.</summary>
public enum Section
{
    /// <summary>The class or experiment itself.</summary>
    Model,

    /// <summary>What the model predicts.</summary>
    Task,

    /// <summary>One input modality.</summary>
    Modality,

    /// <summary>The encoder of one modality.</summary>
    Encoder,

    /// <summary>The fusion backbone of every expert.</summary>
    Fusion,

    /// <summary>The interaction experts and their losses.</summary>
    Experts,

    /// <summary>The re-weighting network.</summary>
    Reweighting,

    /// <summary>What is done about modalities that samples lack.</summary>
    Missing,

    /// <summary>How the model is trained.</summary>
    Training,

    /// <summary>The data as a whole.</summary>
    Data,

    /// <summary>Where the data come from.</summary>
    Source,

    /// <summary>Where the values of one modality come from that has a source of its own.</summary>
    JoinedSource,

    /// <summary>What of the data belongs to one modality.</summary>
    ModalityData,

    /// <summary>How the text of one modality becomes token ids.</summary>
    Tokenizer,

    /// <summary>The network that makes features of the pictures of one modality.</summary>
    Network,

    /// <summary>What the features of one modality are called.</summary>
    FeatureNames,

    /// <summary>How the data are split.</summary>
    Split,

    /// <summary>The sweep as a whole.</summary>
    Sweep,

    /// <summary>How a sweep chooses its trials.</summary>
    Search,
}
