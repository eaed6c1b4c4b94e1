namespace I2MoE.Dsl.Tests.Training;

/// <summary>Four blocks of facts about a pupil; the margin is the variance of the grades.</summary>
[I2MoEModel]
[Regression(Margin = 10)]
[ConcatFusion(Layers = 2, HiddenDim = 32, Dropout = 0.1)]
[Experts(InteractionLossWeight = 0.01)]
[Reweighting(Layers = 1)]
[Training(Epochs = 40, BatchSize = 32, LearningRate = 3e-3)]
internal sealed partial class StudentGrades
{
    [Modality(Features = 26), LinearEncoder]
    public partial Modality Family { get; }

    [Modality(Features = 15), LinearEncoder]
    public partial Modality School { get; }

    [Modality(Features = 7), LinearEncoder]
    public partial Modality Lifestyle { get; }

    [Modality(Features = 2), LinearEncoder]
    public partial Modality Grades { get; }
}
