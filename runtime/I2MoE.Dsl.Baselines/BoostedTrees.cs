using Microsoft.ML.Trainers.FastTree;

namespace I2MoE.Dsl.Baselines;

/// <summary>Trees that were fitted one after the other, of which any number from the first may be used.</summary>
/// <param name="ensemble">The trees; null for none.</param>
/// <param name="scale">What their sum is multiplied by.</param>
/// <param name="offset">What is added.</param>
internal sealed class BoostedTrees(RegressionTreeEnsemble? ensemble, double scale, double offset)
{
    /// <summary>The score of a sample: a logit, or the number.</summary>
    /// <param name="row">Its features.</param>
    /// <param name="trees">The number of trees to use.</param>
    public double Score(float[] row, int trees)
    {
        double sum = ensemble?.Bias ?? 0;
        for (int tree = 0; tree < Math.Min(trees, ensemble?.Trees.Count ?? 0); tree++)
        {
            sum += ensemble!.TreeWeights[tree] * Leaf(ensemble.Trees[tree], row);
        }

        return (scale * sum) + offset;
    }

    private static double Leaf(RegressionTree tree, float[] row)
    {
        if (tree.NumberOfNodes == 0)
        {
            return tree.LeafValues[0];
        }

        int node = 0;
        while (node >= 0)
        {
            node = row[tree.NumericalSplitFeatureIndexes[node]] <= tree.NumericalSplitThresholds[node] ? tree.LeftChild[node] : tree.RightChild[node];
        }

        return tree.LeafValues[~node];
    }
}
