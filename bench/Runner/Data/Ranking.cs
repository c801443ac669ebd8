namespace Glissade.Runner.Data;

/// <summary>Which labels are ranked when a set is measured.</summary>
internal enum Ranking
{
    /// <summary>All.</summary>
    AllLabels,

    /// <summary>All but the point's own features, which are the same items.</summary>
    WithoutInputItems,

    /// <summary>All but those that the training data give for the identical query, unless they are true labels of the point.</summary>
    WithoutKnownLabels,
}

/// <summary>What rankings are called.</summary>
internal static class Rankings
{
    /// <summary>The options of `glissade train` that ask for it.</summary>
    public static string[] Options(this Ranking ranking, DataFiles files) => ranking switch
    {
        Ranking.WithoutInputItems => ["--mask-input-items"],
        Ranking.WithoutKnownLabels => ["--filter-known", files.TrainPath],
        _ => [],
    };

    /// <summary>A remark for readers.</summary>
    public static string Remark(this Ranking ranking) => ranking switch
    {
        Ranking.WithoutInputItems => "all but the point's own items",
        Ranking.WithoutKnownLabels => "all but those known from training",
        _ => "all",
    };
}
