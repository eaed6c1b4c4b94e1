using I2MoE.Dsl.Data;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Tests.Models.Twins;
using I2MoE.Dsl.Training;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Training;

/// <summary>Pictures are mirrored, moved and tinted in training, as seed, epoch and sample say, and nowhere else.</summary>
public sealed class AugmentationTests
{
    private const long Seed = 11;
    private const int Channels = 2;
    private const int Height = 6;
    private const int Width = 5;

    private static readonly long[] s_samples = [.. Enumerable.Range(0, 200).Select(sample => (long)sample)];

    [Fact]
    public void A_picture_is_mirrored_and_moved_and_nothing_else()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor pictures = Pictures();
        torch.Tensor changed = Apply(new Augmentation(Flip: true, Crop: 0.4, Jitter: 0), pictures, s_samples);
        Dictionary<(bool, int, int), int> found = [];
        for (int sample = 0; sample < s_samples.Length; sample++)
        {
            (bool, int, int)[] fitting =
            [
                .. from flip in (bool[])[false, true] from down in Enumerable.Range(-2, 5) from right in Enumerable.Range(-2, 5)
                   where Moved(pictures[sample], flip, down, right).equal(changed[sample]).all().item<bool>() select (flip, down, right),
            ];
            (bool, int, int) change = Assert.Single(fitting);
            found[change] = found.GetValueOrDefault(change) + 1;
        }

        // Each of 50 about four times.
        Assert.InRange(found.Count, 42, 50);
        Assert.InRange(found.Where(pair => pair.Key.Item1).Sum(pair => pair.Value), 75, 125);
        Assert.InRange(found.Values.Max(), 4, 14);
    }

    [Fact]
    public void What_is_drawn_depends_on_seed_epoch_and_sample_alone()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor pictures = Pictures();
        var all = new Augmentation(Flip: true, Crop: 0.4, Jitter: 0.3);
        torch.Tensor whole = Apply(all, pictures, s_samples);
        long[] other = [17, 3, 150];
        torch.Tensor some = Apply(all, pictures.index_select(0, torch.tensor(other)), other);
        Assert.Equal(whole.index_select(0, torch.tensor(other)).bytes.ToArray(), some.bytes.ToArray());
        Assert.NotEqual(whole.bytes.ToArray(), Apply(all, pictures, s_samples, epoch: 2).bytes.ToArray());
        Assert.NotEqual(whole.bytes.ToArray(), Apply(all, pictures, s_samples, seed: Seed + 1).bytes.ToArray());

        // One option does not shift another.
        torch.Tensor moved = Apply(all with { Jitter = 0 }, pictures, s_samples);
        double[] alike = [.. s_samples.Select(sample => Correlation(whole[sample], moved[sample], channel: 0))];
        Assert.All(alike, correlation => Assert.Equal(1, correlation, 4));
    }

    [Fact]
    public void Contrast_and_brightness_stay_within_their_bounds()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor pictures = Pictures();
        torch.Tensor tinted = Apply(new Augmentation(Flip: false, Crop: 0, Jitter: 0.2), pictures, s_samples);
        List<double> contrasts = [];
        foreach (long sample in s_samples)
        {
            torch.Tensor before = pictures[sample].to_type(torch.float64);
            torch.Tensor after = tinted[sample].to_type(torch.float64);
            double contrast = (after[0].std() / before[0].std()).item<double>();
            contrasts.Add(contrast);
            double deviation = (before - before.mean()).pow(2).mean().sqrt().item<double>();
            for (int channel = 0; channel < Channels; channel++)
            {
                double expected = before.mean().item<double>() + (contrast * (before[channel].mean().item<double>() - before.mean().item<double>()));
                Assert.InRange((after[channel].mean().item<double>() - expected) / deviation, -0.2001, 0.2001);
            }
        }

        Assert.InRange(contrasts.Min(), 0.7999, 0.82);
        Assert.InRange(contrasts.Max(), 1.18, 1.2001);
    }

    [Fact]
    public void Standardised_pictures_are_changed_as_they_were_before()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor pictures = Pictures();
        using MultimodalDataset data = new([new("Image", pictures.alias())], torch.zeros(s_samples.Length, torch.int64));
        var fitted = Standardiser.Fit(data);
        using MultimodalDataset standardised = fitted.Apply(data);
        var all = new Augmentation(Flip: true, Crop: 0.4, Jitter: 0.3);
        torch.Tensor changed = Apply(all, standardised["Image"], s_samples, standardiser: fitted);
        using MultimodalDataset raw = new([new("Image", Apply(all, pictures, s_samples))], torch.zeros(s_samples.Length, torch.int64));
        using MultimodalDataset expected = fitted.Apply(raw);
        Golden.Close.Absolute(expected["Image"], changed, 1e-5, "standardised");
        torch.Tensor unchanged = Apply(new Augmentation(Flip: true, Crop: 0, Jitter: 0), standardised["Image"], s_samples, standardiser: fitted);
        Assert.InRange(s_samples.Count(sample => unchanged[sample].equal(standardised["Image"][sample]).all().item<bool>()), 75, 125);
    }

    [Fact]
    public async Task Training_alone_sees_changed_pictures()
    {
        using DataSplits splits = SmallData.Splits(new AugmentedTwin(seed: 0).Description);
        using DataSplits data = splits.Standardise();
        TrainerOptions options = new() { Seed = 3, Device = "cpu" };
        TrainingOptions declared = new() { Epochs = 2, BatchSize = 16 };
        using Trainer<AugmentedTwin> trainer = new(seed => new AugmentedTwin(seed), declared, options);
        FitResult fit = await trainer.FitAsync(data);
        Assert.Equal(fit.Best.Validation.Loss, trainer.Evaluate(data.Validation).Metrics.Loss);
        EvaluationResult first = trainer.Evaluate(data.Test);
        Assert.Equal(first.Metrics.Loss, trainer.Evaluate(data.Test).Metrics.Loss);
        using Trainer<AugmentedTwin> again = new(seed => new AugmentedTwin(seed), declared, options);
        await again.FitAsync(data);
        Assert.Equal(first.Metrics.Loss, again.Evaluate(data.Test).Metrics.Loss);
    }

    [Fact]
    public Task A_run_resumes_bit_for_bit() =>
        ComparedRun.AssertResumesAsync(seed => new AugmentedTwin(seed), new TrainingOptions { Epochs = 3, BatchSize = 16, CheckpointEvery = 1e-9 }, new TrainerOptions(), 3, 8);

    [Fact]
    public void Generated_code_says_what_the_file_does()
    {
        using AugmentedTwin model = new(seed: 0);
        Assert.Equal([new Augmentation(true, 0.3, 0.25), new Augmentation(false, 0, 0.5), null], model.Description.Modalities.Select(modality => modality.Augmentation));
    }

    private static torch.Tensor Pictures()
    {
        using torch.Generator generator = new(9);
        return torch.randn([s_samples.Length, Channels, Height, Width], generator: generator);
    }

    private static torch.Tensor Apply(Augmentation augmentation, torch.Tensor pictures, long[] samples, int epoch = 1, long seed = Seed, Standardiser? standardiser = null)
    {
        Modality image = new("Image", 0, [Channels, Height, Width], "cnn2d") { Augmentation = augmentation };
        return new PictureAugmentation([image], standardiser, seed).Apply(new MultimodalBatch([pictures], Labels: null), samples, epoch).Inputs[0];
    }

    // By its definition: every pixel looked up.
    private static torch.Tensor Moved(torch.Tensor picture, bool flip, int down, int right)
    {
        torch.Tensor moved = torch.empty_like(picture);
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                int from = flip ? Width - 1 - column : column;
                moved[.., row, column] = picture[.., Math.Clamp(row - down, 0, Height - 1), Math.Clamp(from - right, 0, Width - 1)];
            }
        }

        return moved;
    }

    private static double Correlation(torch.Tensor left, torch.Tensor right, int channel)
    {
        torch.Tensor a = left[channel].to_type(torch.float64) - left[channel].to_type(torch.float64).mean();
        torch.Tensor b = right[channel].to_type(torch.float64) - right[channel].to_type(torch.float64).mean();
        return ((a * b).sum() / ((a * a).sum() * (b * b).sum()).sqrt()).item<double>();
    }
}
