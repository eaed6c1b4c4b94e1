using System.ComponentModel;

namespace I2MoE.Dsl.Interpretation;

/// <summary>How many samples are right or wrong where all experts agree and where they do not (paper, table 3).</summary>
/// <param name="AgreeRight">All experts decide the same, and the model is right.</param>
/// <param name="AgreeWrong">All experts decide the same, and the model is wrong.</param>
/// <param name="DisagreeRight">The experts differ, and the model is right.</param>
/// <param name="DisagreeWrong">The experts differ, and the model is wrong.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record AgreementTable(int AgreeRight, int AgreeWrong, int DisagreeRight, int DisagreeWrong)
{
    /// <summary>The number of samples.</summary>
    public int Count => AgreeRight + AgreeWrong + DisagreeRight + DisagreeWrong;

    /// <summary>Counts samples. A number agrees or is right within the tolerance of the reading; experts agree when every two of them do.</summary>
    /// <param name="predictions">What model and experts say.</param>
    /// <param name="reading">What that means, and what is true.</param>
    public static AgreementTable From(InteractionPredictions predictions, OutputReading reading)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(reading);
        int[] counts = new int[4];
        for (int sample = 0; sample < predictions.Count; sample++)
        {
            bool agree = Agree(predictions, reading, sample);
            counts[(agree ? 0 : 2) + (reading.IsRight(sample, predictions.Outputs[sample]) ? 0 : 1)]++;
        }

        return new AgreementTable(counts[0], counts[1], counts[2], counts[3]);
    }

    /// <summary>Whether all experts decide the same of a sample.</summary>
    /// <param name="predictions">What model and experts say.</param>
    /// <param name="reading">What that means.</param>
    /// <param name="sample">The sample, from 0.</param>
    public static bool Agree(InteractionPredictions predictions, OutputReading reading, int sample)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(reading);
        double[][] outputs = [.. predictions.Experts.Select(expert => expert[sample])];
        return outputs.Index().All(left => outputs.Skip(left.Index + 1).All(right => reading.IsSame(left.Item, right)));
    }
}
