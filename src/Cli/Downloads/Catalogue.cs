namespace Glissade.Cli.Downloads;

/// <summary>
/// Sets of the Extreme Classification Repository with bag-of-words features: archives with the points of both parts in a text format that
/// can be read. Shapes as the repository lists them.
/// </summary>
internal static class Catalogue
{
    /// <summary>Where the sets are described, with their sources and what to cite.</summary>
    public const string Page = "http://manikvarma.org/downloads/XC/XMLRepository.html";

    /// <summary>What is known about licences and checksums, of all of them.</summary>
    public const string Terms =
        "The repository states no licence and publishes no checksums: see its page for each set's source, which sets the terms, " +
        "and what to cite.";

    /// <summary>All sets, by number of labels.</summary>
    public static IReadOnlyList<PublicDataset> All { get; } =
    [
        Linked("EURLex-4K", 5_000, 3_993, 15_539, 3_809, "0B3lPMIHmG6vGU0VTR1pCejFpWjg"),
        Linked("AmazonCat-13K", 203_882, 13_330, 1_186_239, 306_782, "0B3lPMIHmG6vGa2tMbVJGdDNSMGc"),
        Linked("Wiki10-31K", 101_938, 30_938, 14_146, 6_616, "0B3lPMIHmG6vGaDdOeGliWF9EOTA"),
        Linked("Delicious-200K", 782_585, 205_443, 196_606, 100_095, "0B3lPMIHmG6vGR3lBWWYyVlhDLWM"),
        Linked("WikiLSHTC-325K", 1_617_899, 325_056, 1_778_351, 587_084, "0B3lPMIHmG6vGSHE1SWx4TVRva3c"),
        Linked("Wikipedia-500K", 2_381_304, 501_070, 1_813_391, 783_743, "0B3lPMIHmG6vGRmEzVDVkNjBMR3c"),
        Linked("Amazon-670K", 135_909, 670_091, 490_449, 153_025, "0B3lPMIHmG6vGdUJwRzltS1dvUVk"),
        Linked("Amazon-3M", 337_067, 2_812_281, 1_717_899, 742_507, "0B3lPMIHmG6vGUEd4eTRxaWl3YkE"),
    ];

    /// <summary>The set of that name, in upper or lower case.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static PublicDataset Find(string name) =>
        All.FirstOrDefault(set => string.Equals(set.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"no set \"{name}\" in the catalogue; there are {string.Join(", ", All.Select(set => set.Name))}");

    /// <summary>The repository links to files by their numbers on Google Drive.</summary>
    private static PublicDataset Linked(string name, int features, int labels, int training, int test, string id) =>
        new(name, features, labels, training, test, $"{name}.zip", $"https://drive.google.com/uc?export=download&id={id}");
}
