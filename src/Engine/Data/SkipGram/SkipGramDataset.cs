using Glissade.SkipGram;

namespace Glissade;

/// <summary>
/// Skip-gram data (Mikolov et al. 2013, section 3.2), the task Text8 of the SLIDE papers (Daghaghi et al. 2021, section 5): from a word, as
/// its only feature, to the words around it, as its labels. Features and labels are both the words of a <see cref="TextCorpus"/>.
/// </summary>
public static class SkipGramDataset
{
    /// <summary>Draws test and training points from all positions of the corpus.</summary>
    /// <remarks>
    /// The point of a position has its word as the one feature, with value 1, and as labels the different other words at most
    /// <see cref="SkipGramOptions.Window"/> places away on the same line; there may be none. Position p, counted from 0 over the tokens
    /// kept, has as key what SplitMix64's finaliser makes of (p + 1) 0x9E3779B97F4A7C15. The positions with the smallest keys are the
    /// test points, those with the next smallest the training points; each part is in the order of the text. The same corpus and
    /// options give the same points everywhere.
    /// </remarks>
    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    /// <exception cref="DataFormatException">The corpus has no position left to train on.</exception>
    public static (Dataset Train, Dataset Test) Generate(TextCorpus corpus, SkipGramOptions options)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        int positions = corpus.Tokens.Length;
        if (positions <= options.TestPoints)
        {
            throw new DataFormatException(
                $"the texts have {positions} words that are frequent enough, expected more than the {options.TestPoints} test points");
        }
        PositionSample sample = new(positions, options.TestPoints, options.TrainPoints);
        return (Build(corpus, options.Window, sample.IsTrain), Build(corpus, options.Window, sample.IsTest));
    }

    private static Dataset Build(TextCorpus corpus, int window, Predicate<int> isTaken)
    {
        DatasetBuilder builder = new();
        Span<int> labels = stackalloc int[2 * window];
        int position = 0;
        foreach (int lineEnd in corpus.LineEnds)
        {
            for (int lineStart = position; position < lineEnd; position++)
            {
                if (!isTaken(position))
                    continue;
                int first = Math.Max(lineStart, position - window);
                int count = Neighbours(corpus.Tokens[first..Math.Min(lineEnd, position + window + 1)], corpus.Tokens[position], labels);
                builder.Add([corpus.Tokens[position]], [1f], labels[..count]);
            }
        }
        return builder.Build(corpus.Words.Count, corpus.Words.Count);
    }

    /// <summary>The words around the centre, wherever in the window that word stands; the builder drops repetitions.</summary>
    private static int Neighbours(ReadOnlySpan<int> window, int centre, Span<int> labels)
    {
        int count = 0;
        foreach (int word in window)
        {
            if (word != centre)
                labels[count++] = word;
        }
        return count;
    }
}
