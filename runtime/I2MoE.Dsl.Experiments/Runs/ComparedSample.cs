namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>What two runs say of a test sample.</summary>
/// <param name="Sample">Its row in the data.</param>
/// <param name="Name">Its name.</param>
/// <param name="Truth">What is true.</param>
/// <param name="Left">What A decides.</param>
/// <param name="Right">What B decides.</param>
/// <param name="LeftIsRight">Whether A is right.</param>
/// <param name="RightIsRight">Whether B is right.</param>
/// <param name="IsSame">Whether both decide the same.</param>
internal sealed record ComparedSample(long Sample, string Name, string Truth, string Left, string Right, bool LeftIsRight, bool RightIsRight, bool IsSame);
