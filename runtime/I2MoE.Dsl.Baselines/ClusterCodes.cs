using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace I2MoE.Dsl.Baselines;

/// <summary>Few values in the place of many features: the number of the cluster of a sample, by k-means of its leading principal components.</summary>
internal static class ClusterCodes
{
    private const int MostComponents = 10;

    /// <summary>The clusters of samples.</summary>
    /// <param name="rows">N rows of F standardised features.</param>
    /// <param name="clusters">The number of clusters, at least 2.</param>
    /// <returns>[N], from 0 to below <paramref name="clusters"/>.</returns>
    public static int[] Of(float[][] rows, int clusters)
    {
        // Of fewer different samples than twice the clusters there is nothing to cluster, for example where a modality is missing throughout.
        if (rows.Select(Digest).Distinct().Count() < 2 * clusters)
        {
            return new int[rows.Length];
        }

        var context = new MLContext(seed: 0);
        int features = rows[0].Length;
        IDataView data = BaselineRow.View(context, [.. rows.Select(row => new BaselineRow { Features = row })], classes: 2);
        if (features > MostComponents && rows.Length > 2 * MostComponents)
        {
            data = context.Transforms.ProjectToPrincipalComponents(nameof(BaselineRow.Features), rank: MostComponents, seed: 0).Fit(data).Transform(data);
        }

        IDataView coded = context.Clustering.Trainers.KMeans(new KMeansTrainer.Options
        {
            FeatureColumnName = nameof(BaselineRow.Features),
            NumberOfClusters = clusters,
            NumberOfThreads = 1,
        }).Fit(data).Transform(data);
        return [.. coded.GetColumn<uint>("PredictedLabel").Select(cluster => (int)cluster - 1)];
    }

    private static int Digest(float[] row)
    {
        var digest = default(HashCode);
        digest.AddBytes(MemoryMarshal.AsBytes(row.AsSpan()));
        return digest.ToHashCode();
    }
}
