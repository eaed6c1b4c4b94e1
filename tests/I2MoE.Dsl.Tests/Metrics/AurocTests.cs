using I2MoE.Dsl.Metrics;

namespace I2MoE.Dsl.Tests.Metrics;

public class AurocTests
{
    // Samples of the classes 0, 1, 0, 2.
    private static readonly int[] s_labels = [0, 1, 0, 2];

    private static readonly double[] s_probabilities =
    [
        0.10, 0.80, 0.10,
        0.30, 0.40, 0.30,
        0.35, 0.50, 0.15,
        0.00, 0.20, 0.80,
    ];

    [Theory]
    // Of the pairs (0.35 > 0.1), (0.35 > 0.4), (0.8 > 0.1), (0.8 > 0.4) three hold.
    [InlineData(new[] { false, false, true, true }, new[] { 0.1, 0.4, 0.35, 0.8 }, 0.75)]
    // 0.5 ties with 0.5 (one half) and beats 0.2; 0.9 beats both: 3.5 of 4.
    [InlineData(new[] { false, true, false, true }, new[] { 0.5, 0.5, 0.2, 0.9 }, 0.875)]
    // Everything ties: 6 halves of 6.
    [InlineData(new[] { true, true, false, false, false }, new[] { 0.3, 0.3, 0.3, 0.3, 0.3 }, 0.5)]
    [InlineData(new[] { true, false }, new[] { 1.0, 0.0 }, 1.0)]
    [InlineData(new[] { true, false }, new[] { 0.0, 1.0 }, 0.0)]
    // Scores need not be probabilities.
    [InlineData(new[] { false, true }, new[] { double.NegativeInfinity, 40.0 }, 1.0)]
    [InlineData(new[] { true, true }, new[] { 0.2, 0.9 }, double.NaN)]
    [InlineData(new[] { false }, new[] { 0.2 }, double.NaN)]
    [InlineData(new bool[0], new double[0], double.NaN)]
    public void The_binary_area_is_the_share_of_pairs_in_the_right_order(bool[] positives, double[] scores, double expected) =>
        Assert.Equal(expected, Auroc.Binary(positives, scores), 12);

    [Fact]
    public void The_binary_area_agrees_with_its_definition_on_many_ties()
    {
        Random random = new(5);
        bool[] positives = [.. Enumerable.Range(0, 300).Select(_ => random.Next(3) == 0)];
        double[] scores = [.. positives.Select(positive => random.Next(positive ? 12 : 9) / 16.0)];

        double wins = 0;
        int pairs = 0;
        for (int p = 0; p < scores.Length; p++)
        {
            for (int n = 0; n < scores.Length; n++)
            {
                if (positives[p] && !positives[n])
                {
                    wins += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
                    pairs++;
                }
            }
        }

        Assert.Equal(wins / pairs, Auroc.Binary(positives, scores), 12);
    }

    [Fact]
    public void One_versus_rest_averages_each_class_against_all_others()
    {
        // Class 0: {0.10, 0.35} against {0.30, 0}: 3 of 4. Class 1: 0.4 against {0.8, 0.5, 0.2}: 1 of 3. Class 2: 0.8 beats all: 1.
        Assert.Equal(((3 / 4.0) + (1 / 3.0) + 1) / 3, Auroc.OneVsRest(s_labels, s_probabilities, 3), 12);
    }

    [Fact]
    public void One_versus_one_averages_both_directions_of_every_pair()
    {
        // 0 and 1: class 0 scores {0.10, 0.35} against 0.30: 1/2; class 1 scores 0.4 against {0.8, 0.5}: 0; mean 1/4.
        // 0 and 2: {0.10, 0.35} against 0: 1; 0.8 against {0.10, 0.15}: 1; mean 1.
        // 1 and 2: 0.4 against 0.2: 1; 0.8 against 0.3: 1; mean 1.
        Assert.Equal((0.25 + 1 + 1) / 3, Auroc.OneVsOne(s_labels, s_probabilities, 3), 12);
    }

    [Fact]
    public void A_class_without_samples_is_left_out()
    {
        // The same samples with a fourth class that nobody has.
        double[] probabilities = [.. s_probabilities.Chunk(3).SelectMany(row => new[] { row[0], row[1], row[2], 0.0 })];
        Assert.Equal(Auroc.OneVsRest(s_labels, s_probabilities, 3), Auroc.OneVsRest(s_labels, probabilities, 4), 12);
        Assert.Equal(Auroc.OneVsOne(s_labels, s_probabilities, 3), Auroc.OneVsOne(s_labels, probabilities, 4), 12);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void One_class_alone_has_no_area(int classes)
    {
        int[] labels = [1, 1];
        double[] probabilities = [.. Enumerable.Repeat(1.0 / classes, 2 * classes)];
        Assert.Equal(double.NaN, Auroc.OneVsRest(labels, probabilities, classes));
        Assert.Equal(double.NaN, Auroc.OneVsOne(labels, probabilities, classes));
    }

    [Fact]
    public void Two_classes_give_the_area_of_class_one()
    {
        // The probabilities do not add up to one, so that the two columns would give different areas.
        int[] labels = [0, 0, 1, 1];
        double[] probabilities = [0.5, 0.1, 0.5, 0.4, 0.5, 0.35, 0.5, 0.8];
        Assert.Equal(0.75, Auroc.OneVsRest(labels, probabilities, 2), 12);
        Assert.Equal(0.75, Auroc.OneVsOne(labels, probabilities, 2), 12);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("3 labels and 2 scores", Assert.Throws<ArgumentException>(() => Auroc.Binary([true, false, true], [0.1, 0.2])).Message, StringComparison.Ordinal);
        Assert.Contains("sample 1 is NaN", Assert.Throws<ArgumentException>(() => Auroc.Binary([true, false], [0.1, double.NaN])).Message, StringComparison.Ordinal);
        Assert.Contains("expected 6", Assert.Throws<ArgumentException>(() => Auroc.OneVsRest([0, 1], [0.1, 0.9], 3)).Message, StringComparison.Ordinal);
        Assert.Contains("Sample 1 has the class 3; allowed: 0 to 2", Assert.Throws<ArgumentException>(() => Auroc.OneVsOne([0, 3], new double[6], 3)).Message, StringComparison.Ordinal);
        Assert.Contains("Logits need a softmax", Assert.Throws<ArgumentException>(() => Auroc.OneVsOne([0, 1], [0.1, 0.9, -2.5, 3], 2)).Message, StringComparison.Ordinal);
    }
}
