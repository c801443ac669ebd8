namespace Glissade;

/// <summary>The synthetic data sets that published measurements use.</summary>
public static class SyntheticPresets
{
    /// <summary>1,500 labels, 3,000 and 500 points, 5,000 features: the sample in the folder datasets, trained in seconds.</summary>
    public static SyntheticOptions Sample { get; } = new()
    {
        FeatureCount = 5_000,
        LabelCount = 1_500,
        TrainCount = 3_000,
        TestCount = 500,
        FeatureDrawsPerPoint = 40,
        LabelsPerPoint = 3,
    };

    /// <summary>67,000 labels, 50,000 and 5,000 points, 135,909 features: Amazon-670K at a tenth of its labels.</summary>
    public static SyntheticOptions A67K { get; } = new() { FeatureDrawsPerPoint = 95, Seed = 1 };

    /// <summary>670,091 labels, 100,000 and 5,000 points, 135,909 features: as many labels as Amazon-670K.</summary>
    public static SyntheticOptions A670K { get; } = new()
    {
        FeatureDrawsPerPoint = 95,
        LabelCount = 670_091,
        TrainCount = 100_000,
        Seed = 2,
    };
}
