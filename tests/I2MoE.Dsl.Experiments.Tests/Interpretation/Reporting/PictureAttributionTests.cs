using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.Reporting;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Tests.Encoders;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

public sealed class PictureAttributionTests
{
    [Fact]
    public void Channels_and_blocks_are_summed()
    {
        // Two channels of 3 x 5 pixels in blocks of 2 x 2, those of the edge smaller.
        double[] values = [.. Enumerable.Range(0, 30).Select(value => (double)value)];
        PictureAttribution picture = PictureAttribution.Of(values, [2, 3, 5], side: 3);
        Assert.Equal((2, 3, 2), (picture.Height, picture.Width, picture.Block));
        double[] expected =
        [
            0 + 1 + 5 + 6 + 15 + 16 + 20 + 21, 2 + 3 + 7 + 8 + 17 + 18 + 22 + 23, 4 + 9 + 19 + 24,
            10 + 11 + 25 + 26, 12 + 13 + 27 + 28, 14 + 29,
        ];
        Assert.Equal(expected, picture.Values);
    }

    [Fact]
    public void Small_pictures_keep_their_pixels() =>
        Assert.Equal([1, -2, 3, 4], PictureAttribution.Of([1, -2, 3, 4], [1, 2, 2], side: 2).Values);

    [Theory]
    [InlineData(0, 64)]
    [InlineData(1430, 20)]
    [InlineData(1_000_000, 4)]
    public void Many_grids_are_smaller(int grids, int side) => Assert.Equal(side, PictureAttribution.SideFor(grids));

    [Theory]
    [InlineData(286, 5)]
    [InlineData(600, 8)]
    public void Pictures_of_noise_leave_the_report_below_its_size(int pictures, int experts)
    {
        using torch.Generator generator = new(3);
        using torch.Tensor noise = torch.randint(256, [4, 3, 224, 224], dtype: torch.float32, generator: generator);
        double png = new SampleImages(noise, pictures).ToPng(noise[0]).Length;
        double grid = Math.Pow(PictureAttribution.SideFor(pictures * experts), 2);
        Assert.InRange((pictures * png * 4 / 3) + (pictures * experts * grid * 4 / 3), 0, 4_000_000);
    }

    [Fact]
    public void The_pixels_of_a_picture_sum_to_what_its_modality_adds()
    {
        using var model = new SmallMedia();
        using DataSplits splits = SmallData.Splits(model.Description);
        ReportContent content = InterpretationReport.Compute(model, splits, new InterpretationReportOptions { Samples = 3, Resamples = 5, MaskingDraws = 1, IntegrationSteps = 4 });
        int picture = model.Description.Modalities.Single(modality => SampleImages.Fit(modality.Shape)).Index;
        foreach (SampleReport sample in content.Samples)
        {
            for (int expert = 0; expert < model.Description.Experts.Count; expert++)
            {
                Assert.Equal(sample.ModalitySums![expert][picture], sample.Pictures![expert][picture]!.Values.Sum(), precision: 6);
                Assert.Contains(sample.Pictures[expert][picture]!.Values, value => Math.Abs(value) > 1e-9);
                Assert.All(sample.Pictures[expert].Where((_, modality) => modality != picture), Assert.Null);
            }
        }
    }
}
