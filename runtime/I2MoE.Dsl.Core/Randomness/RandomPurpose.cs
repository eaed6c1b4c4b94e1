using System.ComponentModel;

namespace I2MoE.Dsl.Randomness;

/// <summary>What a draw of random numbers is for. Every purpose has streams of its own, so that one never shifts another.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RandomPurpose
{
    /// <summary>Initial parameters.</summary>
    Initialization = 1,

    /// <summary>The order of the training samples in an epoch.</summary>
    Shuffling = 2,

    /// <summary>The division of a data set into parts.</summary>
    Splitting = 3,

    /// <summary>The random vectors of the masking passes.</summary>
    Masking = 4,

    /// <summary>Dropout in the encoders.</summary>
    EncoderDropout = 5,

    /// <summary>Dropout in the experts.</summary>
    ExpertDropout = 6,

    /// <summary>Dropout in the re-weighting network.</summary>
    ReweightingDropout = 7,

    /// <summary>The noise of the gates of sparse fusions.</summary>
    GateNoise = 8,

    /// <summary>Which modalities a step masks, where it does not mask all.</summary>
    MaskedModalities = 9,

    /// <summary>What replaces the embeddings of absent modalities, before it is learned.</summary>
    AbsentReplacement = 10,

    /// <summary>Which modalities training takes away from which samples.</summary>
    ModalityDropout = 11,

    /// <summary>How training changes pictures.</summary>
    Augmentation = 12,

    /// <summary>The vectors of levels of categories, before they are learned.</summary>
    LevelEmbedding = 13,

    /// <summary>Data drawn to try a model without data.</summary>
    RandomData = 20,

    /// <summary>Which samples an explanation shows, and which a bootstrap resamples.</summary>
    Resampling = 30,
}
