using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Glissade.Serve.Tests;

/// <summary>Questions that are texts, to models that were trained on texts.</summary>
public sealed class TextServerTests(SmallModel small)
{
    private static readonly string[] Queries =
        ["The red  FOX runs", "a fox", "waves\tsea waves, waves!", "rare1 sea", "nothing that is known", "", "Ärger über Öl \"quoted\" \\ \u2028"];

    /// <summary>What a model is trained on: words in one order or another, some of them once only.</summary>
    public static TheoryData<DataFormat, TextFeatureOptions> Trainings => new()
    {
        { DataFormat.FastText, new TextFeatureOptions { WordNGrams = 2 } },
        { DataFormat.Csv, new TextFeatureOptions { MinimumCount = 3 } },
        { DataFormat.JsonLines, new TextFeatureOptions { WordNGrams = 3, Buckets = 500 } },
    };

    [Theory]
    [MemberData(nameof(Trainings))]
    public async Task TextsAreAnsweredAsADataSetOfThemIs(DataFormat format, TextFeatureOptions features)
    {
        using ExtremeClassifier model = Train(format, features);
        string lines = string.Concat(Queries.Select(query => JsonSerializer.Serialize(new { text = query }) + "\n"));
        DataReadOptions reading = new DataReadOptions { Format = DataFormat.JsonLines, IgnoreLabels = true }.Fitting(model);
        IReadOnlyList<IReadOnlyList<Prediction>> expected = model.Predict(Read(lines, reading), topK: 3);
        Assert.NotEqual(expected[0], expected[2]);

        await using RunningServer server = await RunningServer.Start(model);
        (HttpStatusCode status, JsonElement all) = await server.Ask(JsonSerializer.Serialize(new { text = Queries, top_k = 3 }));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, all.GetProperty("predictions").EnumerateArray().Select(Predictions));
        for (int i = 0; i < Queries.Length; i++)
        {
            (_, JsonElement one) = await server.Ask(JsonSerializer.Serialize(new { text = Queries[i], top_k = 3 }));
            Assert.Equal(expected[i], Predictions(one.GetProperty("predictions")));
            Assert.Equal(expected[i], model.Predict(Queries[i], topK: 3));
        }
    }

    [Fact]
    public async Task AListIsAnsweredByAListHoweverShort()
    {
        await using RunningServer server = await RunningServer.Start(small.Model);
        SparseVector features = small.Test.Features(4);
        string point = JsonSerializer.Serialize(features.Ids.ToArray().Zip(features.Values.ToArray()).ToDictionary(
            entry => entry.First.ToString(CultureInfo.InvariantCulture), entry => entry.Second));
        foreach (int count in (int[])[0, 1, 2])
        {
            (HttpStatusCode status, JsonElement answer) = await server.Ask(
                $$"""{"features":[{{string.Join(',', Enumerable.Repeat(point, count))}}],"labels":[7,3,9]}""");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(count, answer.GetProperty("predictions").GetArrayLength());
            Assert.All(
                answer.GetProperty("predictions").EnumerateArray(),
                one => Assert.Equal([3, 7, 9], Predictions(one).Select(prediction => prediction.Label).Order()));
        }
    }

    [Fact]
    public async Task AnIndexAndAMaskHoldForTextsToo()
    {
        using ExtremeClassifier model = Train(DataFormat.Csv, new TextFeatureOptions());
        Dataset known = Read("text,labels\nred fox,label 3\n", new DataReadOptions { Format = DataFormat.Csv }.Fitting(model));
        int masked = model.LabelNames!.ToList().IndexOf("label 3");
        using HashedRetrieval retrieval = HashedRetrieval.Build(model, known, candidates: 4);
        LabelMask mask = new(inputItems: false, known);
        await using RunningServer server = await RunningServer.Start(model, new ServeOptions { Mask = mask, Retrieval = retrieval });

        (_, JsonElement answer) = await server.Ask("""{"text":"Red FOX!","top_k":20}""");
        Prediction[] expected = new Prediction[20];
        int count = model.Predict(model.TextFeatures!.Transform("red fox"), retrieval, expected, mask: mask);
        Assert.InRange(count, 3, 4);
        Assert.Equal(expected[..count], Predictions(answer.GetProperty("predictions")));
        (_, answer) = await server.Ask($$"""{"text":"red fox","labels":[{{masked}},0]}""");
        Assert.Equal(masked == 0 ? [] : [0], Predictions(answer.GetProperty("predictions")).Select(one => one.Label));
    }

    [Theory]
    [InlineData("""{"text":3}""", "found 3, expected a string as text")]
    [InlineData("""{"text":["a",null]}""", "found null, expected a string as text")]
    [InlineData("""{"text":[["a"]]}""", "expected a string as text")]
    [InlineData("""{"text":"a","features":{"1":1}}""", "expected one of features and text")]
    [InlineData("""{"text":"a","text":"b"}""", "expected one of features and text")]
    [InlineData("""{"top_k":3}""", "expected \"text\", or \"features\" by id")]
    [InlineData("""["a"]""", "an object with \"text\"")]
    [InlineData("""{"text":["a","b","c"]}""", "found a list of 3 as text, expected at most 2")]
    [InlineData("""{"features":[{},{},{}]}""", "found a list of 3 as features, expected at most 2")]
    [InlineData("""{"text":"\ud800"}""", "UTF-8")]
    [InlineData("""{"\ud800":1}""", "UTF-8")]
    public async Task AMalformedQuestionIsRefusedAndWhatIsWrongSaid(string question, string inMessage)
    {
        using ExtremeClassifier model = Train(DataFormat.Csv, new TextFeatureOptions());
        await using RunningServer server = await RunningServer.Start(model, new ServeOptions { MaxPoints = 2 });
        (HttpStatusCode status, JsonElement answer) = await server.Ask(question);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(inMessage, answer.GetProperty("error").GetString()!, StringComparison.Ordinal);
        (status, _) = await server.Ask("""{"text":["a","b"]}""");
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task AModelOfNumberedFeaturesSaysWhatItExpectsInThePlaceOfATextAndItsPageHasNoBoxForOne()
    {
        await using RunningServer server = await RunningServer.Start(small.Model);
        (HttpStatusCode status, JsonElement answer) = await server.Ask("""{"text":"red fox"}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            "found \"text\", but the model was trained on numbered features and knows no words, expected \"features\" by id",
            answer.GetProperty("error").GetString());
        (status, _) = await server.Ask("""{"text":[]}""");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Throws<InvalidOperationException>(() => small.Model.Predict("red fox"));
        Assert.Contains("<body data-input=\"features\">", await Page(server), StringComparison.Ordinal);

        using ExtremeClassifier model = Train(DataFormat.Csv, new TextFeatureOptions());
        await using RunningServer texts = await RunningServer.Start(model);
        Assert.Contains("<body data-input=\"text\">", await Page(texts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATooLongTextIsRefusedAsAnyBodyIs()
    {
        using ExtremeClassifier model = Train(DataFormat.Csv, new TextFeatureOptions());
        await using RunningServer server = await RunningServer.Start(model, new ServeOptions { MaxRequestBytes = 1000 });
        (HttpStatusCode status, _) = await server.Ask($$"""{"text":"{{new string('a', 1000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    private static Task<string> Page(RunningServer server) => server.Client.GetStringAsync("/", TestContext.Current.CancellationToken);

    private static ExtremeClassifier Train(DataFormat format, TextFeatureOptions features)
    {
        string[] words = ["the", "red", "fox", "runs", "a", "sea", "waves", "blue", "über", "öl"];
        StringBuilder text = new(format == DataFormat.Csv ? "text,labels\n" : "");
        for (int i = 0; i < 200; i++)
        {
            string line = $"{words[i % 10]} {words[i * 7 % 9]} {words[i * i % 7]} rare{i / 2}";
            string label = $"label {i % 10}";
            text.Append(format switch
            {
                DataFormat.FastText => $"__label__{i % 10} {line}",
                DataFormat.Csv => $"{line},{label}",
                _ => $$"""{"text":"{{line}}","labels":["{{label}}"]}""",
            }).Append('\n');
        }
        Dataset data = Read(text.ToString(), new DataReadOptions { Format = format, Text = features });
        return ExtremeClassifier.Train(data, new TrainingOptions { HiddenSize = 16, Epochs = 3, BatchSize = 16, Threads = 1 });
    }

    private static Dataset Read(string text, DataReadOptions options)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
        return Dataset.Load(stream, "given", options);
    }

    private static IReadOnlyList<Prediction> Predictions(JsonElement predictions) =>
        [.. predictions.EnumerateArray().Select(one => new Prediction(one.GetProperty("label").GetInt32(), one.GetProperty("score").GetSingle()))];
}
