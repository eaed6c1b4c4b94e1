namespace I2MoE.Dsl;

/// <summary>How training changes the pictures of a modality, in every epoch anew; evaluation and prediction see them as they are.</summary>
/// <param name="Flip">Whether every second picture is mirrored, left to right.</param>
/// <param name="Crop">How far a picture is moved in each direction at most, as a share of its height and width, 0 to 0.5; its edge fills what is left free.</param>
/// <param name="Jitter">How much its contrast changes at most, as a share, and the brightness of each channel, in standard deviations of its values, 0 to 1.</param>
public sealed record Augmentation(bool Flip, double Crop, double Jitter);
