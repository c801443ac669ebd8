namespace Glissade.Samples.ProductSearch;

/// <summary>Products and what is said of them.</summary>
internal sealed record Product(string Name, string Description);

/// <summary>The catalogue that is part of this program: a product a line, "name | description".</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Product> Read()
    {
        using Stream stream = typeof(Catalogue).Assembly.GetManifestResourceStream("catalogue.txt")!;
        using StreamReader reader = new(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(parts => new Product(parts[0], parts[1]))];
    }
}
