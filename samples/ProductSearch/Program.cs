using System.Globalization;
using Glissade;
using Glissade.Samples.ProductSearch;

// Finds products by what people say they want. A product is a label; shoppers' queries are made up here, from some words of a product's
// text each. A shop would take them from its log: the query typed, the product bought.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int QueriesPerProduct = 40;
IReadOnlyList<Product> products = Catalogue.Read();
WordFeatures words = new();
DatasetBuilder queries = new();
Random random = new(1);
for (int product = 0; product < products.Count; product++)
{
    int[] all = words.Ids($"{products[product].Name} {products[product].Description}", learn: true);
    for (int i = 0; i < QueriesPerProduct; i++)
    {
        int[] some = random.GetItems(all, random.Next(2, 6));
        queries.Add(some, [.. some.Select(_ => 1f)], [product]);
    }
}

using ExtremeClassifier model = ExtremeClassifier.Train(
    queries.Build(words.Count, products.Count), new TrainingOptions { HiddenSize = 64, Epochs = 20, Threads = 1 });
model.NameLabels([.. products.Select(product => product.Name)]);

// Asking: one buffer for all answers, and nothing is allocated by the model.
Prediction[] answers = new Prediction[3];
string[] asked = args.Length > 0
    ? args
    : ["something warm for winter", "light for my bike", "gift for someone who makes music", "cook outdoors"];
foreach (string query in asked)
{
    int found = model.Predict(words.Query(query), answers);
    Show(query, answers.AsSpan(0, found));
}

// Only what is in stock: scores of some labels instead of all.
int[] inStock = [.. Enumerable.Range(0, products.Count).Where(product => product % 2 == 0)];
int left = model.Predict(words.Query(asked[0]), inStock, answers);
Show($"{asked[0]} (in stock)", answers.AsSpan(0, left));

void Show(string query, ReadOnlySpan<Prediction> predictions)
{
    Console.WriteLine($"\"{query}\"");
    foreach (Prediction prediction in predictions)
        Console.WriteLine($"  {model.LabelNames![prediction.Label],-28}{prediction.Score,8:F2}");
}
