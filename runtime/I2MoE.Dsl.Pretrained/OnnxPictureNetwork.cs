using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Pretrained;

/// <summary>Runs networks one after the other on pictures.</summary>
internal sealed class OnnxPictureNetwork : IPictureNetwork
{
    private readonly NetworkFile _file;
    private readonly long[] _shape;
    private readonly OnnxStage[] _stages;

    /// <summary>Opens the networks, and sees by a black picture how many features they give.</summary>
    /// <param name="file">The files.</param>
    /// <param name="size">The size of a picture.</param>
    /// <exception cref="DatasetException">A file is no network, or one that takes something else.</exception>
    public OnnxPictureNetwork(NetworkFile file, ImageLayout size)
    {
        _file = file;
        _shape = [size.Channels, size.Height, size.Width];
        List<OnnxStage> stages = [];
        try
        {
            foreach ((int place, string path) in file.Paths.Index())
            {
                stages.Add(OnnxStage.Open(path, place == file.Paths.Count - 1 ? file.Output : ""));
            }

            _stages = [.. stages];
            _stages[0].CheckInput(_shape);
            Features = Run(new float[size.Channels * size.Height * size.Width], 1).Length;
        }
        catch
        {
            stages.ForEach(stage => stage.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public void Compute(float[] pictures, int count, Span<float> features)
    {
        int pixels = (int)_shape.Aggregate(1L, (product, length) => product * length);
        int together = _stages.Any(stage => stage.TakesOne) ? 1 : count;
        for (int first = 0; first < count; first += together)
        {
            Run(pictures.AsSpan(first * pixels, together * pixels).ToArray(), together).CopyTo(features[(first * Features)..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OnnxStage stage in _stages)
        {
            stage.Dispose();
        }
    }

    private float[] Run(float[] pictures, int count)
    {
        (float[] Values, long[] Shape) passed = (pictures, [count, .. _shape]);
        foreach (OnnxStage stage in _stages)
        {
            passed = stage.Run(passed.Values, passed.Shape);
        }

        return passed.Values.Length > 0 && passed.Values.Length % count == 0
            ? passed.Values
            : throw new DatasetException($"of {count} pictures the network gives {passed.Values.Length} values, [{string.Join(", ", passed.Shape)}]; expected features of every picture.", _file.Paths[^1]);
    }
}
