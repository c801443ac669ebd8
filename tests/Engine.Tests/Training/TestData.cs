using Glissade.Kernels;

namespace Glissade.Tests;

/// <summary>Small data sets for training tests.</summary>
internal static class TestData
{
    public const int LabelCount = 60;

    /// <summary>
    /// Every label has three features of its own; a point has those of its label and one of noise. Labels beyond <see cref="LabelCount"/>
    /// have no points.
    /// </summary>
    public static Dataset Separable(int points = 600, ulong seed = 1, int labelCount = LabelCount)
    {
        RandomStream random = new(seed, 9);
        DatasetBuilder builder = new();
        for (int i = 0; i < points; i++)
        {
            int label = i % LabelCount;
            int noise = (3 * LabelCount) + random.NextInt32(40);
            builder.Add([3 * label, (3 * label) + 1, (3 * label) + 2, noise], [1, 0.5f, 2, 0.7f], [label]);
        }
        return builder.Build(featureCount: (3 * LabelCount) + 40, labelCount: labelCount);
    }
}
