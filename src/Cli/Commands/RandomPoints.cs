using Glissade.Kernels;

namespace Glissade.Cli.Commands;

/// <summary>Points that stand in for data when a model is looked at by itself.</summary>
internal static class RandomPoints
{
    private const int FeaturesPerPoint = 50;

    /// <summary>Points of uniformly drawn features with value 1; a model's seed fixes them.</summary>
    public static Dataset Draw(ExtremeClassifier model, int count)
    {
        RandomStream random = new(model.Recipe.Seed);
        DatasetBuilder builder = new();
        int[] features = new int[Math.Min(FeaturesPerPoint, model.FeatureCount)];
        float[] values = new float[features.Length];
        Array.Fill(values, 1);
        for (int point = 0; point < count; point++)
        {
            for (int i = 0; i < features.Length; i++)
                features[i] = random.NextInt32(model.FeatureCount);
            builder.Add(features, values, []);
        }
        return builder.Build(model.FeatureCount, model.LabelCount);
    }
}
